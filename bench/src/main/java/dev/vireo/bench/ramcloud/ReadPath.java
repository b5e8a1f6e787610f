package dev.vireo.bench.ramcloud;

import dev.vireo.bench.OneCore;

/** What a read makes of garbage, from its words to its reply: JMH's profile of the collector. */
final class ReadPath {
  /** The smallest object has 16 bytes. What is less is the profiler's own, spread over all. */
  private static final double NOTHING = 0.5;

  private ReadPath() {}

  static void run(Bench bench) {
    OneCore results = OneCore.measureWithGarbage(ReadPathBenchmark.class, "256m", bench.quick());
    show(bench, results, "GET", "get");
    show(bench, results, "GET of a key that is missing", "getMissing");
    show(bench, results, "RC.READ", "rcRead");
  }

  private static void show(Bench bench, OneCore results, String what, String benchmark) {
    double bytes = results.garbageOf(benchmark);
    bench.line(
        "read path: %s takes %.0f ns on one core and makes %.3f B of garbage",
        what, results.of(benchmark).getScore(), bytes);
    bench.atMost("B of garbage by " + what, bytes, NOTHING);
  }
}
