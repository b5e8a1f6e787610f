package dev.vireo.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.local.LoopbackPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Asks the query API of a packaged service, at a free port of this machine. */
public final class QueryApi {

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = LoopbackPort.free();

  /** The variables of a service that answers here, beside those that it is given already. */
  public Map<String, String> environment(Map<String, String> others) {
    Map<String, String> all = new HashMap<>(others);
    all.put("VIREO_HTTP_PORT", Integer.toString(port));
    return all;
  }

  /**
   * Waits for an answer from one of the service's views; gives it.
   *
   * @param view {@code ramcloud} or {@code postgres}
   * @param path with its query
   * @param wanted whether it is the one that is waited for
   */
  public JsonNode await(String view, String path, Predicate<JsonNode> wanted)
      throws InterruptedException {
    JsonNode[] shown = new JsonNode[1];
    Conversation.until(
        "an answer from " + view + " to " + path,
        () -> {
          Optional<JsonNode> answer =
              asked(path)
                  .filter(a -> a.statusCode() == 200)
                  .filter(a -> a.headers().firstValue("Vireo-View").orElse("").equals(view))
                  .map(QueryApi::json)
                  .filter(wanted);
          answer.ifPresent(a -> shown[0] = a);
          return answer.isPresent();
        });
    return shown[0];
  }

  /** Whether it is ready, as an orchestrator asks; no, where it does not listen. */
  public boolean ready() {
    return asked("/q/health/ready").filter(a -> a.statusCode() == 200).isPresent();
  }

  /**
   * What one of its checks of readiness says, its {@code status} and its {@code data}; empty where
   * it does not listen.
   *
   * @param check such as {@code bus}
   */
  public Optional<JsonNode> readiness(String check) {
    return asked("/q/health/ready")
        .map(QueryApi::json)
        .flatMap(
            health -> {
              for (JsonNode each : health.path("checks")) {
                if (each.path("name").asText().equals(check)) {
                  return Optional.of(each);
                }
              }
              return Optional.empty();
            });
  }

  private Optional<HttpResponse<String>> asked(String path) {
    try {
      return Optional.of(
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty(); // it does not listen yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return Json.MAPPER.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + answer.body(), e);
    }
  }
}
