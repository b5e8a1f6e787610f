package dev.vireo.bench.ramcloud;

import dev.vireo.bench.estate.NotMeasured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs Debian's {@code redis-benchmark} against a store. */
final class RedisBenchmark {

  private static final int KEYS = 100_000;

  private RedisBenchmark() {}

  /**
   * How requests are sent.
   *
   * @param clients how many at a time
   * @param pipeline requests that each sends at once
   */
  record Shape(int clients, int pipeline, int requests) {
    @Override
    public String toString() {
      return "-c " + clients + (pipeline == 1 ? "" : " -P " + pipeline);
    }
  }

  /**
   * What it printed of one command.
   *
   * @param perSecond requests
   * @param p50Millis by which half had their reply
   */
  record Figure(double perSecond, double p50Millis, double p99Millis) {}

  /**
   * Measures {@code SET} and then {@code GET}.
   *
   * @return by the command's name
   */
  static Map<String, Figure> run(StoreProcess store, Shape shape) {
    return run(store, shape, "set,get");
  }

  /**
   * Measures some commands.
   *
   * @param commands as {@code -t} takes them
   */
  static Map<String, Figure> run(StoreProcess store, Shape shape, String commands) {
    List<String> command =
        List.of(
            "redis-benchmark",
            "-p",
            Integer.toString(store.port()),
            "--dbnum",
            Integer.toString(store.database()),
            "-c",
            Integer.toString(shape.clients()),
            "-P",
            Integer.toString(shape.pipeline()),
            "-n",
            Integer.toString(shape.requests()),
            "-d",
            Integer.toString(Bench.VALUE_BYTES),
            "-r",
            Integer.toString(KEYS),
            "-t",
            commands,
            "--csv");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      if (process.waitFor() != 0) {
        throw new NotMeasured("redis-benchmark against %s: %s".formatted(store.name(), out));
      }
      return parse(out);
    } catch (IOException e) {
      throw new NotMeasured(
          "redis-benchmark cannot be run: %s. Install it: apt-get install redis-tools"
              .formatted(e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotMeasured("interrupted", e);
    }
  }

  /** Reads what {@code --csv} prints: a title line, then a line a command, all in quotes. */
  static Map<String, Figure> parse(String csv) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : csv.lines().toList()) {
      if (line.startsWith("\"")) {
        rows.add(Arrays.stream(line.split(",")).map(cell -> cell.replace("\"", "")).toList());
      }
    }
    if (rows.size() < 2 || !rows.getFirst().contains("p50_latency_ms")) {
      throw new NotMeasured("redis-benchmark printed no figures: " + csv.strip());
    }
    List<String> titles = rows.getFirst();
    Map<String, Figure> figures = new HashMap<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      figures.put(
          row.getFirst(),
          new Figure(
              number(row, titles, "rps"),
              number(row, titles, "p50_latency_ms"),
              number(row, titles, "p99_latency_ms")));
    }
    return figures;
  }

  private static double number(List<String> row, List<String> titles, String title) {
    return Double.parseDouble(row.get(titles.indexOf(title)));
  }
}
