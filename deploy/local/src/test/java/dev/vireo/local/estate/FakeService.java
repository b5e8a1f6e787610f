package dev.vireo.local.estate;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The least that the supervisor takes for a service: it answers {@code /q/health/ready} on the port
 * that it is given. With a {@code broken} file in the home it says why and ends.
 */
final class FakeService {

  private FakeService() {}

  public static void main(String[] args) throws IOException {
    if (Files.exists(Path.of("broken"))) {
      System.err.println("schema " + System.getenv("VIREO_DB_SCHEMA") + " is of another version");
      System.exit(1);
    }
    System.out.println("RAMCloud is at " + System.getenv("VIREO_RAMCLOUD"));
    int port = Integer.parseInt(System.getenv("VIREO_HTTP_PORT"));
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/q/health/ready",
        exchange -> {
          byte[] body = "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** Puts it where a built service is found. */
  static void build(Path checkout, String service) throws IOException {
    var jar = checkout.resolve(service + "-service/target/quarkus-app/quarkus-run.jar");
    Files.createDirectories(jar.getParent());
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
    String entry = FakeService.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var in = FakeService.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      if (in == null) {
        throw new IOException(entry + " is not on the class path");
      }
      in.transferTo(out);
      out.closeEntry();
    }
  }
}
