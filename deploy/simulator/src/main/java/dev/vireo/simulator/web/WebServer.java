package dev.vireo.simulator.web;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over TLS, a virtual thread for each connection. The JDK's own server can't set the
 * reason in a status line, which is where Proxmox VE says what went wrong. It can be turned off and
 * on again.
 */
public final class WebServer implements AutoCloseable {
  private static final int LARGEST_BODY = 1 << 20;
  private static final int MOST_HEADERS = 100;

  private final InetAddress address;
  private final Certificate certificate;
  private final Function<WebRequest, WebAnswer> application;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final int port;
  private volatile @Nullable ServerSocket listener;
  private volatile @Nullable Thread acceptor;

  /**
   * Listens when this returns.
   *
   * @param wanted port; 0 for any
   */
  public WebServer(
      InetAddress address,
      int wanted,
      Certificate certificate,
      Function<WebRequest, WebAnswer> application)
      throws IOException {
    this.address = address;
    this.certificate = certificate;
    this.application = application;
    this.port = listen(wanted);
  }

  private int listen(int wanted) throws IOException {
    ServerSocket socket = certificate.context().getServerSocketFactory().createServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(address, wanted));
    listener = socket;
    acceptor =
        Thread.ofVirtual().name("https-" + socket.getLocalPort()).start(() -> accept(socket));
    return socket.getLocalPort();
  }

  public int port() {
    return port;
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        if (socket.isClosed()) {
          connection.close();
          return;
        }
        connections.add(connection);
        Thread.startVirtualThread(() -> serve(connection));
      } catch (IOException e) {
        // Closed, or a client that went away: either way the loop's condition decides.
        continue;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      for (WebRequest request = read(in); request != null; request = read(in)) {
        answer(connection.getOutputStream(), application.apply(request));
        if (request.header("connection").equalsIgnoreCase("close")) {
          return;
        }
      }
    } catch (IOException e) {
      // The client is gone; there is nobody to tell.
      return;
    } finally {
      connections.remove(connection);
    }
  }

  private static @Nullable WebRequest read(InputStream in) throws IOException {
    String[] first = line(in).split(" ");
    if (first.length < 3) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon > 0 && headers.size() < MOST_HEADERS) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    String length = headers.getOrDefault("content-length", "0");
    int size = length.matches("[0-9]{1,7}") ? Integer.parseInt(length) : 0;
    return WebRequest.of(first[0], first[1], headers, in.readNBytes(Math.min(size, LARGEST_BODY)));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n' && line.length() < 16_384; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void answer(OutputStream out, WebAnswer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    String reason = answer.reason().replaceAll("[\\r\\n]+", " ").strip();
    String head =
        "HTTP/1.1 "
            + answer.status()
            + " "
            + reason
            + "\r\nContent-Type: application/json;charset=UTF-8\r\nServer: pve-api-daemon/3.0\r\n"
            + "Cache-Control: max-age=0\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    out.flush();
  }

  /** Listens no more; connections break. */
  public void off() throws IOException {
    ServerSocket socket = listener;
    if (socket != null) {
      socket.close();
    }
    Thread thread = acceptor;
    if (thread != null) {
      try {
        // Until it has seen that the socket is closed, the kernel takes connections.
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    for (Socket connection : connections) {
      connection.close();
    }
    listener = null;
  }

  /** Listens again, where it did before. */
  public void on() throws IOException {
    if (listener == null) {
      listen(port);
    }
  }

  @Override
  public void close() throws IOException {
    off();
  }
}
