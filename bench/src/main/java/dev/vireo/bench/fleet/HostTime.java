package dev.vireo.bench.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.bench.estate.NotMeasured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
  private final Map<String, Map<String, List<List<String>>>> scripts;
  private final Duration each;

  private HostTime(
      Map<String, Integer> calls,
      Map<String, Map<String, List<List<String>>>> scripts,
      Duration each) {
    this.calls = calls;
    this.scripts = scripts;
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
    Map<String, Map<String, List<List<String>>>> scripts = new TreeMap<>();
    lines.forEach(
        line -> {
          JsonNode call = read(line);
          Instant ended = Instant.parse(call.path("time").asText());
          if (ended.isBefore(from) || ended.isAfter(to)) {
            return;
          }
          String host = call.path("host").asText();
          List<String> argv = new ArrayList<>();
          call.path("argv").forEach(word -> argv.add(word.asText()));
          scripts
              .computeIfAbsent(host, h -> new LinkedHashMap<>())
              .computeIfAbsent(call.path("session").asText(), s -> new ArrayList<>())
              .add(argv);
          if (argv.getFirst().equals("esxcli")) {
            calls.merge(host, 1, Integer::sum);
          }
        });
    return new HostTime(calls, scripts, each);
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

  /** Each host's scripts, one after another; of each the calls, whatever the program. */
  Map<String, List<List<List<String>>>> scripts() {
    Map<String, List<List<List<String>>>> all = new TreeMap<>();
    scripts.forEach((host, own) -> all.put(host, List.copyOf(own.values())));
    return all;
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new NotMeasured("no line of the simulator's log: " + line, e);
    }
  }
}
