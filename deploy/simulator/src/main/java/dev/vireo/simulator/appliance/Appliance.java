package dev.vireo.simulator.appliance;

import dev.vireo.simulator.web.Certificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The appliance's endpoint, {@code https://ADDRESS:PORT/}: one GET a connection. Not on the JDK's
 * HTTP server, which lets nobody set the Date.
 */
public final class Appliance implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Appliance.class);
  private static final String COOKIE = "appliance_session=";
  private static final int PATIENCE_MILLIS = 10_000;

  private final SSLServerSocket server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final String expected;
  private final Manner manner;
  private final Set<String> sessions = ConcurrentHashMap.newKeySet();
  private final AtomicInteger attempts = new AtomicInteger();

  /**
   * How it behaves.
   *
   * @param tells whether a refusal says why; else all of them say the same
   * @param clock how far its clock is ahead; negative for behind
   */
  public record Manner(LoginFault fault, boolean tells, Duration clock) {
    /** As it should. */
    public static Manner good() {
      return new Manner(LoginFault.NONE, true, Duration.ZERO);
    }
  }

  private record Answer(int status, List<String> headers, String words) {}

  /** Listens at the address on any free port. */
  public Appliance(
      InetAddress address, Certificate certificate, String user, String password, Manner manner)
      throws IOException {
    this.expected =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    this.manner = manner;
    this.server =
        (SSLServerSocket)
            certificate.context().getServerSocketFactory().createServerSocket(0, 50, address);
    workers.execute(this::listen);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How many times a password was given, right or wrong. */
  public int attempts() {
    return attempts.get();
  }

  private void listen() {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        workers.execute(() -> serve(caller));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new IllegalStateException("the appliance can listen no more", e);
        }
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      caller.setSoTimeout(PATIENCE_MILLIS);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
      String first = in.readLine();
      if (first == null || !first.startsWith("GET ")) {
        return;
      }
      Map<String, String> headers = new HashMap<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          headers.put(
              line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
      }
      boolean ownAddress = caller.getInetAddress().equals(caller.getLocalAddress());
      caller.getOutputStream().write(rendered(answer(headers, ownAddress)));
    } catch (IOException e) {
      // Who goes after the handshake wanted to see the certificate alone.
      LOG.debug("a caller of the appliance went: {}", e.getMessage());
    }
  }

  private Answer answer(Map<String, String> headers, boolean ownAddress) {
    String given = headers.getOrDefault("authorization", "");
    String cookie = headers.getOrDefault("cookie", "");
    if (!given.isEmpty()) {
      attempts.incrementAndGet();
      return logIn(given, ownAddress);
    }
    return cookie.startsWith(COOKIE) && sessions.contains(cookie.substring(COOKIE.length()))
        ? new Answer(200, List.of(), "welcome back")
        : refusal("log in");
  }

  private Answer logIn(String given, boolean ownAddress) {
    boolean right =
        MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    if (!right
        || manner.fault().refusesAll()
        || (manner.fault() == LoginFault.OWN_ADDRESS_REFUSED && ownAddress)) {
      return refusal(manner.tells() && right ? manner.fault().words() : "invalid login");
    }
    String session = UUID.randomUUID().toString();
    if (manner.fault() != LoginFault.SESSION_FORGOTTEN) {
      sessions.add(session);
    }
    return new Answer(
        200, List.of("Set-Cookie: " + COOKIE + session + "; Path=/; HttpOnly; Secure"), "welcome");
  }

  private static Answer refusal(String words) {
    return new Answer(401, List.of("WWW-Authenticate: Basic realm=\"Data Recovery\""), words);
  }

  private byte[] rendered(Answer answer) {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plus(manner.clock()).atZone(ZoneOffset.UTC));
    StringBuilder text = new StringBuilder();
    text.append("HTTP/1.1 ").append(answer.status()).append(" .\r\n");
    text.append("Date: ").append(date).append("\r\n");
    text.append("Server: Data Recovery (simulated)\r\nConnection: close\r\n");
    answer.headers().forEach(header -> text.append(header).append("\r\n"));
    text.append("Content-Length: ").append(answer.words().length()).append("\r\n\r\n");
    return text.append(answer.words()).toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    server.close();
    workers.shutdownNow();
  }
}
