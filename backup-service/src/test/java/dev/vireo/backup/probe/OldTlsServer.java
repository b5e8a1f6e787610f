package dev.vireo.backup.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * A process that speaks TLS 1.0 alone, as appliances of 2010 do. Java must be told at its start not
 * to forbid that, so it is one of its own; it prints its port and ends with its input.
 */
final class OldTlsServer {

  static final char[] STORE_PASSWORD = "changeit".toCharArray();

  private OldTlsServer() {}

  /** Serves with the PKCS#12 store that is the first argument. */
  public static void main(String[] args) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
      store.load(in, STORE_PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(store, STORE_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    server.setEnabledProtocols(new String[] {"TLSv1"});
    Thread.ofVirtual().start(() -> serve(server));
    System.out.println(server.getLocalPort());
    System.out.flush();
    while (System.in.read() >= 0) {
      // until the test closes it
    }
    System.exit(0);
  }

  private static void serve(SSLServerSocket server) {
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        socket.startHandshake();
      } catch (IOException e) {
        System.err.println("a client that speaks no TLS 1.0: " + e.getMessage());
      }
    }
  }
}
