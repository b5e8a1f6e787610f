package dev.vireo.local.demo;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where the time went, stage by stage. */
final class Stopwatch {

  private final Map<String, Long> laps = new LinkedHashMap<>();
  private long last = System.nanoTime();

  /** A stage has ended. */
  void lap(String stage) {
    long now = System.nanoTime();
    laps.merge(stage, now - last, Long::sum);
    last = now;
  }

  void print(PrintWriter out) {
    out.println("Where the time went");
    laps.forEach((stage, nanos) -> out.printf(Locale.ROOT, "  %6.1f s  %s%n", nanos / 1e9, stage));
  }
}
