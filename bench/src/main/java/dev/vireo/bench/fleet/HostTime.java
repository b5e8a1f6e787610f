package dev.vireo.bench.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.bench.estate.NotMeasured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The hosts' own time within a stage: what their esxcli calls took, one after another, whoever
 * waited for them. Taken from the simulator's log, in which each call stands when it has ended.
 */
final class HostTime {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Integer> calls;
  private final Duration each;

  private HostTime(Map<String, Integer> calls, Duration each) {
    this.calls = calls;
    this.each = each;
  }

  /** From the lines of a log file; see {@link #of(Stream, Instant, Instant, Duration)}. */
  static HostTime read(Path log, Instant from, Instant to, Duration each) {
    try (Stream<String> lines = Files.lines(log)) {
      return of(lines, from, to, each);
    } catch (IOException e) {
      throw new NotMeasured("the simulator's log " + log + " cannot be read", e);
    }
  }

  /**
   * From lines of the log.
   *
   * @param from calls that ended before this are not of the stage
   * @param to calls that ended after this neither
   * @param each what one call takes; only esxcli is delayed, so only its calls are counted
   */
  static HostTime of(Stream<String> lines, Instant from, Instant to, Duration each) {
    Map<String, Integer> calls = new TreeMap<>();
    lines.forEach(
        line -> {
          JsonNode call = read(line);
          Instant ended = Instant.parse(call.path("time").asText());
          if (!ended.isBefore(from)
              && !ended.isAfter(to)
              && call.path("argv").path(0).asText().equals("esxcli")) {
            calls.merge(call.path("host").asText(), 1, Integer::sum);
          }
        });
    return new HostTime(calls, each);
  }

  /** How many hosts were asked anything. */
  int hosts() {
    return calls.size();
  }

  /** Calls of the host that made most. */
  int mostCalls() {
    return calls.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** The slowest host's own time. */
  Duration slowest() {
    return each.multipliedBy(mostCalls());
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new NotMeasured("no line of the simulator's log: " + line, e);
    }
  }
}
