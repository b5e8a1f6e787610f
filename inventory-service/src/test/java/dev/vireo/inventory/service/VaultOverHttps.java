package dev.vireo.inventory.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.vireo.local.testing.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An HTTPS server on loopback that answers as Vault's HTTP API documents for a version 2 key-value
 * engine at {@code secret/}: statuses, {@code {"errors":[...]}}, a deleted version. A real server
 * would be better, but none of Vault or OpenBao was found among the packages that a build may
 * fetch. Its certificate is made by the JDK's own keytool, for 127.0.0.1 only.
 */
final class VaultOverHttps implements AutoCloseable {

  static final String TOKEN = "hvs.CAESIJ-the-first-token";
  static final String RENEWED_TOKEN = "hvs.CAESIJ-the-renewed-token";

  /** What was asked for, and by which token. */
  record Request(String path, @Nullable String token) {}

  private final SSLContext tls;
  private final Path authority;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile String accepted = TOKEN;
  private HttpsServer server;

  private VaultOverHttps(SSLContext tls, Path authority) throws IOException {
    this.tls = tls;
    this.authority = authority;
    this.server = listen(0);
  }

  static VaultOverHttps start(Path folder) throws Exception {
    SelfSigned made = SelfSigned.of(folder, "ip:127.0.0.1");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(made.store(), SelfSigned.password());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    return new VaultOverHttps(tls, made.certificate());
  }

  private HttpsServer listen(int port) throws IOException {
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
    https.setHttpsConfigurator(new HttpsConfigurator(tls));
    https.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    https.createContext("/", this::answer);
    https.start();
    return https;
  }

  String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The certificate to trust, in PEM form. */
  Path authority() {
    return authority;
  }

  /** The token that is good from now on; no other is. */
  void accept(String token) {
    accepted = token;
  }

  List<Request> requestsFor(String path) {
    return requests.stream().filter(r -> r.path().equals("/v1/secret/data/" + path)).toList();
  }

  /** Nothing listens on the port from now on. */
  void down() {
    server.stop(0);
  }

  /** It listens on the same port again. */
  void up() throws IOException {
    server = listen(server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
      requests.add(new Request(path, token));
      String prefix = "/v1/secret/data/";
      String asked = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
      if (asked.startsWith("sealed")) {
        send(exchange, 503, "{\"errors\":[\"Vault is sealed\"]}");
      } else if (!accepted.equals(token) || asked.startsWith("denied")) {
        send(exchange, 403, "{\"errors\":[\"1 error occurred:\\n\\t* permission denied\\n\\n\"]}");
      } else if (asked.startsWith("estate/")) {
        send(exchange, 200, secret(asked));
      } else if (asked.startsWith("deleted")) {
        send(
            exchange,
            404,
            """
            {"request_id":"6a1e","lease_id":"","renewable":false,"lease_duration":0,
             "data":{"data":null,"metadata":{"created_time":"2026-11-20T08:24:06.945319214Z",
              "custom_metadata":null,"deletion_time":"2026-11-21T09:36:33.954880664Z",
              "destroyed":false,"version":3}},"wrap_info":null,"warnings":null,"auth":null}
            """);
      } else if (asked.startsWith("broken")) {
        send(exchange, 500, "{\"errors\":[\"1 error occurred:\\n\\t* internal error\\n\\n\"]}");
      } else if (asked.startsWith("odd")) {
        // Not Vault's: what stands there must not come up in a message.
        send(exchange, 200, "\"" + HostOverSsh.PASSWORD + "\"");
      } else {
        send(exchange, 404, "{\"errors\":[]}");
      }
    }
  }

  private static String secret(String path) {
    return """
        {"request_id":"d9ab","lease_id":"","renewable":false,"lease_duration":0,
         "data":{"data":{"password":"%s","path":"%s","empty":"","pin":4711,"more":{"a":"b"}},
          "metadata":{"created_time":"2026-11-20T08:24:06.945319214Z","custom_metadata":null,
           "deletion_time":"","destroyed":false,"version":2}},
         "wrap_info":null,"warnings":null,"auth":null}
        """
        .formatted(HostOverSsh.PASSWORD, path);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.getResponseHeaders().add("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    down();
  }
}
