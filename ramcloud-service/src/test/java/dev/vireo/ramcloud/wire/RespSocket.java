package dev.vireo.ramcloud.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks RESP with no library between, so that replies are seen byte for byte. */
public final class RespSocket implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  public RespSocket(int port) throws IOException {
    this(port, 20_000);
  }

  /** One that waits so long for a connection and for each answer. */
  public RespSocket(int port, int millis) throws IOException {
    socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", port), millis);
    socket.setSoTimeout(millis);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Asks, and gives the whole reply as it came, each byte a character. */
  public String ask(String... words) throws IOException {
    send(words);
    return reply();
  }

  public void send(String... words) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
    for (String word : words) {
      byte[] text = word.getBytes(StandardCharsets.ISO_8859_1);
      bytes.writeBytes(("$" + text.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
      bytes.writeBytes(text);
      bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    socket.getOutputStream().write(bytes.toByteArray());
  }

  void raw(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  public String reply() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    read(bytes);
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private void read(ByteArrayOutputStream into) throws IOException {
    String line = line();
    into.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    char kind = line.charAt(0);
    String rest = line.substring(1);
    switch (kind) {
      case '$', '=' -> {
        int length = Integer.parseInt(rest);
        if (length >= 0) {
          byte[] body = in.readNBytes(length + 2);
          if (body.length < length + 2) {
            throw new EOFException("in the middle of a bulk string");
          }
          into.writeBytes(body);
        }
      }
      case '*', '~', '%' -> {
        int count = Integer.parseInt(rest) * (kind == '%' ? 2 : 1);
        for (int i = 0; i < count; i++) {
          read(into);
        }
      }
      default -> {}
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    while (b != '\r') {
      if (b < 0) {
        throw new EOFException("the server closed the connection");
      }
      line.write(b);
      b = in.read();
    }
    int unused = in.read();
    if (unused != '\n') {
      throw new IOException("a line ends with a carriage return alone");
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
