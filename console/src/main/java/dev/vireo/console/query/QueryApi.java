package dev.vireo.console.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Asks one service for what it shows. */
public final class QueryApi {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration VIEW_LAG = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  private final String service;
  private final URI base;
  private final ApiAccess access;
  private final HttpClient client;

  /**
   * Of a service.
   *
   * @param service its name, for messages
   * @param base such as {@code http://127.0.0.1:8081}
   * @param access what the service asks for; a token goes over HTTPS alone, or stays on this
   *     machine
   */
  public QueryApi(String service, URI base, ApiAccess access) {
    this.service = service;
    this.base = base;
    this.access = access;
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    access.trust().ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  /** One segment of a path, escaped. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * The JSON document at a path.
   *
   * @param path from the root, its segments escaped
   * @param query parameters; empty values are left out
   * @throws Trouble in words if there is none
   */
  public JsonNode get(String path, Map<String, String> query) {
    Answer answer = ask(path, query);
    if (answer.status == 200) {
      return answer.body;
    }
    throw trouble(answer);
  }

  /** The JSON document at a path; empty if the service knows of nothing there. */
  public Optional<JsonNode> find(String path) {
    Answer answer = ask(path, Map.of());
    if (answer.status == 404) {
      return Optional.empty();
    }
    return Optional.of(answer.status == 200 ? answer.body : fail(answer));
  }

  /**
   * The document once it is as expected: a view comes a moment after the event it shows. After five
   * seconds it is given as it is.
   *
   * @throws Trouble if there is none after that time, or at once for any other reason
   */
  public JsonNode getSettled(String path, Map<String, String> query, Predicate<JsonNode> expected) {
    long deadline = System.nanoTime() + VIEW_LAG.toNanos();
    while (true) {
      Answer answer = ask(path, query);
      boolean late = System.nanoTime() > deadline;
      if (answer.status == 200 && (late || expected.test(answer.body))) {
        return answer.body;
      }
      if (answer.status != 200 && (answer.status != 404 || late)) {
        throw trouble(answer);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Trouble.failed("interrupted while waiting for a view", "", e);
    }
  }

  private record Answer(int status, JsonNode body, URI uri) {}

  private Answer ask(String path, Map<String, String> query) {
    StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");
    new TreeMap<>(query)
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                parameters.add(name + "=" + segment(value));
              }
            });
    URI uri = URI.create(base + path + parameters);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).header("Accept", "application/json").timeout(ANSWER);
    access.token().ifPresent(token -> request.header("Authorization", "Bearer " + secure(token)));
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), json(response), uri);
    } catch (IOException e) {
      String what =
          e instanceof ConnectException
              ? "nothing listens there"
              : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw Trouble.unreachable(
          "The " + service + " service at " + base + " does not answer: " + what,
          "see `./vireo status`; start the estate with `./vireo up`, or name the right service with --"
              + service
              + "-url",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Trouble.failed("interrupted while asking the " + service + " service", "", e);
    }
  }

  private String secure(String token) {
    if ("https".equals(base.getScheme()) || LOOPBACK.matcher(base.getHost()).matches()) {
      return token;
    }
    throw Trouble.refused(
        "The token of VIREO_API_TOKEN_FILE would go to %s unencrypted".formatted(base),
        "write https:, or unset VIREO_API_TOKEN_FILE");
  }

  private JsonNode json(HttpResponse<byte[]> response) throws IOException {
    try {
      return Json.MAPPER.readTree(response.body());
    } catch (JsonProcessingException e) {
      if (response.statusCode() != 200) {
        return Json.MAPPER.createObjectNode();
      }
      throw new IOException("what it sent is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private JsonNode fail(Answer answer) {
    throw trouble(answer);
  }

  private Trouble trouble(Answer answer) {
    String message = answer.body.path("message").asText();
    String field = answer.body.path("field").asText();
    String words =
        message.isEmpty()
            ? "The %s service answered %d at %s".formatted(service, answer.status, answer.uri)
            : field.isEmpty() || message.startsWith(field) ? message : field + ": " + message;
    if (answer.status == 401) {
      return Trouble.refused(
          "The %s service at %s: %s".formatted(service, base, words),
          "put a token that it knows into a file, mode 0600, and name that in VIREO_API_TOKEN_FILE; `vireo token --help` says more");
    }
    if (answer.status >= 400 && answer.status < 500) {
      return Trouble.refused(words, "");
    }
    return new Trouble(
        answer.status == 503 ? Exit.UNREACHABLE : Exit.PART,
        words,
        "see `./vireo logs " + service + "`",
        null);
  }
}
