package dev.vireo.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vireo.simulator.ContainerHandle;
import dev.vireo.simulator.DataCentre;
import dev.vireo.simulator.HostHandle;
import dev.vireo.simulator.Json;
import dev.vireo.simulator.estate.PathState;
import dev.vireo.simulator.fault.Fault;
import dev.vireo.simulator.fault.FaultKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * HTTP on loopback:
 *
 * <pre>
 * GET    /hosts                                          who there is, and the faults in force
 * GET    /hosts/NAME/state                               all that is true about a host
 * POST   /faults                                         KIND[:HOST[:DEVICE or NUMBER]][@TIMES], as text
 *                                                        or as {"fault": "..."}
 * DELETE /faults[?kind=KIND][&amp;host=NAME]                 of all kinds, of all hosts
 * POST   /hosts/NAME/paths/RUNTIME/state?state=dead      or active, standby
 * POST   /hosts/NAME/devices?lun=NUMBER                  one more SVC LUN
 * POST   /hosts/NAME/reboot
 * </pre>
 *
 * Answers are JSON; what can't be done is answered with 400 or 404 and {@code {"error": ...}}.
 */
public final class ControlServer implements AutoCloseable {

  private record HostEntry(
      String name, String address, int port, String version, List<String> faults) {}

  private record Answer(int status, Object body) {}

  private final DataCentre centre;
  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  public ControlServer(DataCentre centre, int port) throws IOException {
    this.centre = centre;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answer(exchange);
      } catch (IllegalArgumentException e) {
        answer = new Answer(400, Map.of("error", String.valueOf(e.getMessage())));
      }
      byte[] body = Json.mapper().writeValueAsBytes(answer.body());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().substring(1).split("/");
    Map<String, String> query = query(exchange.getRequestURI().getQuery());
    String request = exchange.getRequestMethod() + " " + shape(path);
    switch (request) {
      case "GET hosts" -> {
        return ok(
            Stream.concat(
                    centre.hosts().stream().map(this::entry),
                    centre.containerHosts().stream().map(this::entry))
                .toList());
      }
      case "GET hosts/*/state" -> {
        return ok(isOfContainers(path[1]) ? centre.containerTruth(path[1]) : centre.truth(path[1]));
      }
      case "POST faults" -> {
        Fault fault = fault(exchange);
        centre.inject(fault);
        return ok(Map.of("fault", fault.toString()));
      }
      case "DELETE faults" -> {
        String host = query.getOrDefault("host", "*");
        for (FaultKind kind : FaultKind.values()) {
          if (kind.text().equals(query.getOrDefault("kind", kind.text()))) {
            centre.clear(kind, host);
          }
        }
        return ok(Map.of("cleared", query.getOrDefault("kind", "*")));
      }
      case "POST hosts/*/paths/*/state" -> {
        centre.setPath(path[1], path[3], PathState.of(query.getOrDefault("state", "")));
        return ok(Map.of("path", path[3], "state", query.getOrDefault("state", "")));
      }
      case "POST hosts/*/devices" -> {
        String lun = query.getOrDefault("lun", "");
        if (!lun.matches("[0-9]{1,4}")) {
          throw new IllegalArgumentException("devices wants ?lun=NUMBER, not '" + lun + "'");
        }
        return ok(centre.addLun(path[1], Integer.parseInt(lun)));
      }
      case "POST hosts/*/reboot" -> {
        centre.reboot(path[1]);
        return ok(Map.of("rebooted", path[1]));
      }
      default -> {
        return new Answer(404, Map.of("error", "no such thing: " + request));
      }
    }
  }

  /** The path with names left out: what stands at uneven places below hosts, but for verbs. */
  private static String shape(String[] path) {
    String[] shape = path.clone();
    if (shape[0].equals("hosts")) {
      for (int i = 1; i < shape.length; i += 2) {
        shape[i] = "*";
      }
    }
    return String.join("/", shape);
  }

  private static Answer ok(Object body) {
    return new Answer(200, body);
  }

  private boolean isOfContainers(String name) {
    return centre.containerHosts().stream().anyMatch(handle -> handle.name().equals(name));
  }

  private HostEntry entry(ContainerHandle handle) {
    return new HostEntry(
        handle.name(),
        handle.address(),
        handle.port(),
        handle.kind().version(),
        centre.faults(handle.name()).stream().map(Fault::toString).toList());
  }

  private HostEntry entry(HostHandle handle) {
    return new HostEntry(
        handle.name(),
        handle.address(),
        handle.port(),
        handle.version(),
        centre.faults(handle.name()).stream().map(Fault::toString).toList());
  }

  private static Fault fault(HttpExchange exchange) throws IOException {
    String body =
        new String(exchange.getRequestBody().readNBytes(10_000), StandardCharsets.UTF_8).strip();
    if (!body.startsWith("{")) {
      return Fault.parse(body);
    }
    JsonNode fault = Json.mapper().readTree(body).path("fault");
    if (!fault.isTextual()) {
      throw new IllegalArgumentException("faults wants {\"fault\": \"KIND[:HOST[:DEVICE]]\"}");
    }
    return Fault.parse(fault.textValue());
  }

  private static Map<String, String> query(@Nullable String text) {
    Map<String, String> values = new LinkedHashMap<>();
    if (text != null) {
      for (String pair : text.split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          values.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
    }
    return values;
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
