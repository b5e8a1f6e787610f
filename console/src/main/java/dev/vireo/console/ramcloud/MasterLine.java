package dev.vireo.console.ramcloud;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One connection to one master, used by one thread. Requests may be sent ahead of their replies.
 */
public final class MasterLine implements AutoCloseable {

  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 30_000;
  private static final int LARGEST = 64 << 20;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private MasterLine(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
    this.out = new BufferedOutputStream(socket.getOutputStream(), 64 << 10);
  }

  /**
   * Connects, and logs in where there is a login.
   *
   * @param trust makes the sockets of TLS
   * @throws IOException where nothing answers, TLS does not come about, or the login is refused
   */
  public static MasterLine open(MasterAddress address, SSLSocketFactory trust, Login login)
      throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.setTcpNoDelay(true);
      if (address.tls()) {
        socket = encrypted(socket, address, trust);
      }
      MasterLine line = new MasterLine(socket);
      if (login.needed()) {
        Reply reply = line.ask("AUTH", login.user(), login.password());
        if (reply instanceof Reply.Failure failure) {
          throw new IOException("it refuses the login of " + login.user() + ": " + failure.kind());
        }
      }
      return line;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket encrypted(Socket plain, MasterAddress address, SSLSocketFactory trust)
      throws IOException {
    SSLSocket socket = (SSLSocket) trust.createSocket(plain, address.host(), address.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** Asks, and waits for the reply. */
  public Reply ask(String... words) throws IOException {
    byte[][] bytes = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = words[i].getBytes(StandardCharsets.UTF_8);
    }
    send(bytes);
    return reply();
  }

  /** Sends a request without waiting; {@link #reply} flushes. */
  public void send(byte[]... words) throws IOException {
    out.write(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
    for (byte[] word : words) {
      out.write(("$" + word.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(word);
      out.write('\r');
      out.write('\n');
    }
  }

  /** Sees what was sent off. */
  public void flush() throws IOException {
    out.flush();
  }

  /** The reply to the oldest request that has none. */
  public Reply reply() throws IOException {
    flush();
    return read();
  }

  private Reply read() throws IOException {
    String line = line();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> new Reply.Bulk(rest.getBytes(StandardCharsets.UTF_8));
      case '-' -> new Reply.Failure(rest);
      case ':' -> new Reply.Number(number(rest));
      case '$' -> bulk(number(rest));
      case '*' -> many(number(rest));
      default -> throw new IOException("it answers '" + line + "', which is no RESP");
    };
  }

  private static long number(String digits) throws IOException {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IOException("it answers '" + digits + "' where RESP has a number", e);
    }
  }

  private Reply bulk(long length) throws IOException {
    if (length < 0) {
      return new Reply.None();
    }
    if (length > LARGEST) {
      throw new IOException("it answers " + length + " bytes at once");
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length || in.read() != '\r' || in.read() != '\n') {
      throw new EOFException("it ended the connection within a reply");
    }
    return new Reply.Bulk(bytes);
  }

  private Reply many(long count) throws IOException {
    if (count < 0) {
      return new Reply.None();
    }
    List<Reply> replies = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      replies.add(read());
    }
    return new Reply.Many(replies);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    while (c >= 0 && c != '\r') {
      line.append((char) c);
      c = in.read();
    }
    if (c < 0 || in.read() != '\n' || line.isEmpty()) {
      throw new EOFException("it ended the connection");
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is lost by it.
    }
  }
}
