package dev.vireo.backup.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLSocket;

/**
 * HTTP/1.1 in single requests, each over a connection of its own and never repeated: a client that
 * repeats what it thinks was lost would spend a second login.
 */
final class Https {

  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final int LARGEST = 256 << 10;

  private final Tls tls;
  private final X509Certificate certificate;
  private final String authority;

  Https(Tls tls, X509Certificate certificate, String authority) {
    this.tls = tls;
    this.certificate = certificate;
    this.authority = authority;
  }

  /**
   * An answer.
   *
   * @param headers by lower-case name
   */
  record Answer(
      int status, Map<String, List<String>> headers, String body, long millis, Instant at) {

    Optional<String> header(String name) {
      return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The target's clock, where it tells it. */
    Optional<Instant> date() {
      try {
        return header("date")
            .map(d -> ZonedDateTime.parse(d, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }

    /** Names and values of the cookies that were set, as they are given back. */
    String cookies() {
      List<String> pairs = new ArrayList<>();
      for (String each : headers.getOrDefault("set-cookie", List.of())) {
        pairs.add(each.split(";", 2)[0].strip());
      }
      return String.join("; ", pairs);
    }

    /** All that may say why: status, what it wants, and the body. */
    String words() {
      return status
          + " "
          + String.join(" ", headers.getOrDefault("www-authenticate", List.of()))
          + " "
          + body;
    }
  }

  /** The answer to a request without a body. */
  Answer get(String path, Map<String, String> headers) throws IOException {
    return send("GET", path, headers, "");
  }

  /** The answer to a request; the body goes as UTF-8. */
  Answer send(String method, String path, Map<String, String> headers, String body)
      throws IOException {
    Stopwatch watch = new Stopwatch();
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(authority).append("\r\n");
    head.append("User-Agent: vireo\r\nAccept: */*\r\nConnection: close\r\n");
    headers.forEach((name, value) -> head.append(oneLine(name + ": " + value)).append("\r\n"));
    if (!method.equals("GET")) {
      head.append("Content-Length: ").append(content.length).append("\r\n");
    }
    head.append("\r\n");
    try (SSLSocket socket = tls.connect(certificate, PATIENCE)) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
      all.writeBytes(content);
      socket.getOutputStream().write(all.toByteArray());
      socket.getOutputStream().flush();
      return read(socket.getInputStream(), watch);
    }
  }

  private static String oneLine(String header) {
    if (header.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw new IllegalArgumentException("a header is one line");
    }
    return header;
  }

  private Answer read(InputStream in, Stopwatch watch) throws IOException {
    String line = line(in);
    String[] words = line.split(" ", 3);
    if (!line.startsWith("HTTP/") || words.length < 2 || !words[1].matches("[1-9][0-9][0-9]")) {
      throw new IOException("the answer is no HTTP");
    }
    int status = Integer.parseInt(words[1]);
    Map<String, List<String>> headers = new TreeMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      if (colon > 0 && headers.size() < 200) {
        headers
            .computeIfAbsent(
                header.substring(0, colon).strip().toLowerCase(Locale.ROOT), n -> new ArrayList<>())
            .add(header.substring(colon + 1).strip());
      }
    }
    Instant at = tls.clock().instant();
    byte[] body = body(in, headers);
    return new Answer(
        status, headers, new String(body, StandardCharsets.UTF_8), watch.millis(), at);
  }

  private static byte[] body(InputStream in, Map<String, List<String>> headers) throws IOException {
    String length = headers.getOrDefault("content-length", List.of("")).getFirst();
    if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
      return chunks(in);
    }
    return in.readNBytes(
        length.matches("[0-9]{1,9}") ? Math.min(Integer.parseInt(length), LARGEST) : LARGEST);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (body.size() < LARGEST) {
      String size = line(in).split(";", 2)[0].strip();
      if (!size.matches("[0-9A-Fa-f]{1,7}")) {
        throw new IOException("the answer's chunks are malformed");
      }
      int length = Integer.parseInt(size, 16);
      if (length == 0) {
        break;
      }
      body.writeBytes(in.readNBytes(Math.min(length, LARGEST)));
      line(in);
    }
    return body.toByteArray();
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    while (b >= 0 && b != '\n' && line.size() < 16384) {
      line.write(b);
      b = in.read();
    }
    if (b < 0 && line.size() == 0) {
      throw new IOException("the connection was closed before the answer ended");
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
