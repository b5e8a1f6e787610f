package dev.vireo.simulator.appliance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.vireo.simulator.web.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The appliance's endpoint, {@code https://ADDRESS:PORT/}. */
public final class Appliance implements AutoCloseable {

  private static final String COOKIE = "appliance_session";

  private final HttpsServer server;
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

  /** Listens at the address on any free port. */
  public Appliance(
      InetAddress address, Certificate certificate, String user, String password, Manner manner)
      throws IOException {
    this.expected =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    this.manner = manner;
    this.server = HttpsServer.create(new InetSocketAddress(address, 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** How many times a password was given, right or wrong. */
  public int attempts() {
    return attempts.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      if (!manner.clock().isZero()) {
        String date =
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plus(manner.clock()).atZone(ZoneOffset.UTC));
        exchange.getResponseHeaders().set("Date", date);
      }
      exchange.getResponseHeaders().set("Server", "Data Recovery (simulated)");
      Optional<String> given =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
      if (given.isPresent()) {
        attempts.incrementAndGet();
        logIn(exchange, given.get());
      } else if (cookie(exchange).filter(sessions::contains).isPresent()) {
        answer(exchange, 200, "welcome back");
      } else {
        refuse(exchange, "log in");
      }
    }
  }

  private void logIn(HttpExchange exchange, String given) throws IOException {
    boolean right =
        MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    boolean ownAddress =
        exchange.getRemoteAddress().getAddress().equals(exchange.getLocalAddress().getAddress());
    if (!right
        || manner.fault().refusesAll()
        || (manner.fault() == LoginFault.OWN_ADDRESS_REFUSED && ownAddress)) {
      refuse(exchange, manner.tells() && right ? manner.fault().words() : "invalid login");
      return;
    }
    String session = UUID.randomUUID().toString();
    if (manner.fault() != LoginFault.SESSION_FORGOTTEN) {
      sessions.add(session);
    }
    exchange
        .getResponseHeaders()
        .add("Set-Cookie", COOKIE + "=" + session + "; Path=/; HttpOnly; Secure");
    answer(exchange, 200, "welcome");
  }

  private static Optional<String> cookie(HttpExchange exchange) {
    return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
        .filter(c -> c.startsWith(COOKIE + "="))
        .map(c -> c.substring(COOKIE.length() + 1))
        .findFirst();
  }

  private static void refuse(HttpExchange exchange, String words) throws IOException {
    exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"Data Recovery\"");
    answer(exchange, 401, words);
  }

  private static void answer(HttpExchange exchange, int status, String words) throws IOException {
    byte[] body = words.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
