package dev.vireo.bench.ramcloud;

import dev.vireo.bench.Quantiles;
import dev.vireo.bench.estate.BenchEstate;
import dev.vireo.bench.ramcloud.RedisBenchmark.Figure;
import dev.vireo.bench.ramcloud.RedisBenchmark.Shape;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** A table in memory beside Redis: throughput, and the latency of one connection. */
final class FromMemory {
  private static final int KEYS = 100_000;

  private final Bench bench;

  FromMemory(Bench bench) {
    this.bench = bench;
  }

  void run() throws IOException {
    Map<String, List<Double>> alone = redisAlone();
    sideBySide();
    merge(alone, redisAlone());
    busyPolling(alone);
  }

  private void sideBySide() throws IOException {
    try (BenchEstate estate = bench.estate(Map.of("VIREO_RAMCLOUD_BUSY_POLL", "false"));
        Redis redis = Redis.start(bench.folder("memory"))) {
      StoreProcess ours = warm(estate);
      Bench.warmUp(redis.store());
      throughput(ours, redis.store(), new Shape(50, 1, bench.requests(500_000)));
      throughput(ours, redis.store(), new Shape(50, 16, bench.requests(2_000_000)));
      latency(ours, redis.store());
    }
  }

  private static StoreProcess warm(BenchEstate estate) {
    Duration unused = estate.upRamcloud(1);
    StoreProcess ours = Bench.master(estate).withDatabase(Bench.MEMORY_DATABASE);
    Bench.warmUp(ours);
    return ours;
  }

  /**
   * Redis with nothing beside it: a process that polls keeps processors from sleeping, which nobody
   * does for who runs Redis.
   */
  private Map<String, List<Double>> redisAlone() throws IOException {
    try (Redis redis = Redis.start(bench.folder("memory-alone"))) {
      Bench.warmUp(redis.store());
      return p50s(redis.store());
    }
  }

  private void busyPolling(Map<String, List<Double>> alone) throws IOException {
    try (BenchEstate estate = bench.estate(Map.of("VIREO_RAMCLOUD_BUSY_POLL", "true"))) {
      p50s(warm(estate))
          .forEach(
              (command, micros) ->
                  compare(
                      "memory, one connection, busy-poll",
                      command,
                      micros,
                      alone.getOrDefault(command, List.of()),
                      0.7));
    }
  }

  private Map<String, List<Double>> p50s(StoreProcess store) throws IOException {
    Map<String, List<Double>> all = new TreeMap<>();
    try (Pipe pipe = new Pipe(store)) {
      for (boolean write : List.of(true, false)) {
        for (int round = 0; round <= bench.rounds(); round++) {
          double micros = p50(pipe, write);
          if (round > 0) {
            all.computeIfAbsent(command(write), name -> new ArrayList<>()).add(micros);
          }
        }
      }
    }
    return all;
  }

  private static void merge(Map<String, List<Double>> to, Map<String, List<Double>> more) {
    more.forEach((command, micros) -> to.merge(command, micros, FromMemory::both));
  }

  private static List<Double> both(List<Double> one, List<Double> other) {
    List<Double> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  private static String command(boolean write) {
    return write ? "SET" : "GET";
  }

  private void compare(
      String what, String command, List<Double> ours, List<Double> theirs, double bound) {
    double ratio = Bench.median(ours) / Bench.median(theirs);
    bench.line(
        "%s  %s p50  RAMCloud %.1f us  Redis %.1f us  ratio %.2f",
        what, command, Bench.median(ours), Bench.median(theirs), ratio);
    bench.atMost("%s %s p50, x Redis".formatted(what, command), ratio, bound);
  }

  private void throughput(StoreProcess ours, StoreProcess peer, Shape shape) {
    Sides seen = turns(ours, peer, shape, Figure::perSecond);
    seen.ours()
        .forEach(
            (command, our) -> {
              double their = seen.peer().getOrDefault(command, Double.NaN);
              bench.line(
                  "memory   %-12s %s  RAMCloud %,10.0f/s  Redis %,10.0f/s  ratio %.2f",
                  shape, command, our, their, our / their);
              bench.atLeast("memory %s %s, x Redis".formatted(command, shape), our / their, 1.0);
            });
  }

  /** By a client of our own: redis-benchmark counts latency in steps of 8 us. */
  private void latency(StoreProcess ours, StoreProcess peer) throws IOException {
    try (Pipe mine = new Pipe(ours);
        Pipe theirs = new Pipe(peer)) {
      for (boolean write : List.of(true, false)) {
        List<Double> our = new ArrayList<>();
        List<Double> their = new ArrayList<>();
        // A round more, which is not counted, for our own compiler.
        for (int round = 0; round <= bench.rounds(); round++) {
          double peerMicros = p50(theirs, write);
          double ourMicros = p50(mine, write);
          if (round > 0) {
            their.add(peerMicros);
            our.add(ourMicros);
          }
        }
        compare("memory, one connection", command(write), our, their, 1.0);
      }
    }
  }

  private double p50(Pipe pipe, boolean write) throws IOException {
    long[] nanos = pipe.oneByOne(write, bench.requests(50_000), KEYS, Bench.VALUE_BYTES);
    return Quantiles.of(nanos).at(0.5) / 1e3;
  }

  /** Medians by command. */
  private record Sides(Map<String, Double> ours, Map<String, Double> peer) {}

  private Sides turns(
      StoreProcess ours, StoreProcess peer, Shape shape, ToDoubleFunction<Figure> what) {
    Map<String, List<Double>> mine = new TreeMap<>();
    Map<String, List<Double>> theirs = new TreeMap<>();
    for (int round = 0; round < bench.rounds(); round++) {
      add(theirs, RedisBenchmark.run(peer, shape), what);
      add(mine, RedisBenchmark.run(ours, shape), what);
    }
    return new Sides(medians(mine), medians(theirs));
  }

  private static void add(
      Map<String, List<Double>> all, Map<String, Figure> seen, ToDoubleFunction<Figure> what) {
    seen.forEach(
        (command, figure) ->
            all.computeIfAbsent(command, name -> new ArrayList<>())
                .add(what.applyAsDouble(figure)));
  }

  private static Map<String, Double> medians(Map<String, List<Double>> figures) {
    Map<String, Double> medians = new TreeMap<>();
    figures.forEach((command, each) -> medians.put(command, Bench.median(each)));
    return medians;
  }
}
