package dev.vireo.bench.ramcloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bench.Claim;
import dev.vireo.bench.Report;
import dev.vireo.bench.estate.BenchEstate;
import dev.vireo.bench.estate.Checkout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What all parts work with: where to print, how much to do, and where things run. */
final class Bench {

  static final int VALUE_BYTES = 100;

  /** The number of a database that answers from memory. */
  static final int MEMORY_DATABASE = 1;

  private final Report report;
  private final boolean quick;
  private final Checkout checkout = Checkout.ofThisRun();
  private final List<Claim> claims = new ArrayList<>();

  Bench(Report report, boolean quick) {
    this.report = report;
    this.quick = quick;
  }

  boolean quick() {
    return quick;
  }

  /** How often each is measured, turn about with its peer. */
  int rounds() {
    return quick ? 1 : 3;
  }

  /** So many, or the fifth of it where it has to be quick. */
  int requests(int all) {
    return quick ? all / 5 : all;
  }

  void line(String format, Object... values) {
    report.line(format, values);
  }

  void atLeast(String what, double measured, double bound) {
    claims.add(Claim.atLeast(what, measured, bound));
  }

  void atMost(String what, double measured, double bound) {
    claims.add(Claim.atMost(what, measured, bound));
  }

  /** Prints what is claimed, and whether it was met. */
  void printClaims() {
    claims.forEach(report::claim);
  }

  /** An estate that nothing runs of yet, with variables of all its processes. */
  BenchEstate estate(Map<String, String> settings) {
    return BenchEstate.fresh(checkout, "ramcloud", settings);
  }

  Path folder(String name) {
    return checkout.home("ramcloud-" + name);
  }

  /** The first master of an estate, by its durable database. */
  static StoreProcess master(BenchEstate estate) {
    return master(estate, "ramcloud");
  }

  /** A master of an estate. */
  static StoreProcess master(BenchEstate estate, String name) {
    JsonNode process = estate.process(name);
    return new StoreProcess(
        "RAMCloud",
        process.path("identity").path("pid").asLong(),
        process.path("ports").path("resp").asInt(),
        0);
  }

  /** The compiler needs some time: what is measured is a store that has run for a while. */
  static void warmUp(StoreProcess store) {
    RedisBenchmark.run(store, new RedisBenchmark.Shape(50, 16, 1_000_000));
    RedisBenchmark.run(store, new RedisBenchmark.Shape(50, 1, 200_000));
  }

  static double median(List<Double> figures) {
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
