package dev.vireo.bench;

import dev.vireo.bench.estate.NotMeasured;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What JMH measured of one class's benchmarks on one core, in nanoseconds an operation. */
public final class OneCore {

  private final Collection<RunResult> results;

  private OneCore(Collection<RunResult> results) {
    this.results = results;
  }

  /**
   * Runs them.
   *
   * @param heap of each JVM, as {@code -Xmx} takes it
   * @param quick shorter, and less certain
   * @throws NotMeasured where JMH did not run
   */
  public static OneCore measure(Class<?> benchmarks, String heap, boolean quick) {
    return run(options(benchmarks, heap, quick));
  }

  /** As {@link #measure}, and counts what each operation allocates on the heap. */
  public static OneCore measureWithGarbage(Class<?> benchmarks, String heap, boolean quick) {
    return run(options(benchmarks, heap, quick).addProfiler(GCProfiler.class));
  }

  private static ChainedOptionsBuilder options(Class<?> benchmarks, String heap, boolean quick) {
    return new OptionsBuilder()
        .include("\\." + benchmarks.getSimpleName() + "\\.")
        .forks(quick ? 1 : 2)
        .threads(1)
        .warmupIterations(quick ? 2 : 5)
        .warmupTime(TimeValue.milliseconds(quick ? 500 : 1_000))
        .measurementIterations(quick ? 4 : 10)
        .measurementTime(TimeValue.milliseconds(quick ? 500 : 1_000))
        // One core is claimed: the collector may not use another.
        .jvmArgsAppend(
            "-XX:+UseSerialGC",
            "-Xms" + heap,
            "-Xmx" + heap,
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow")
        .verbosity(VerboseMode.SILENT);
  }

  private static OneCore run(ChainedOptionsBuilder options) {
    try {
      return new OneCore(new Runner(options.build()).run());
    } catch (RunnerException e) {
      throw new NotMeasured("JMH did not run: " + e.getMessage(), e);
    }
  }

  /**
   * The result of a benchmark.
   *
   * @param name of its method
   */
  public Result<?> of(String name) {
    return result(name).getPrimaryResult();
  }

  /**
   * Bytes that each operation of a benchmark allocated on the heap.
   *
   * @param name of its method
   */
  public double garbageOf(String name) {
    Result<?> norm = result(name).getSecondaryResults().get("gc.alloc.rate.norm");
    if (norm == null) {
      throw new NotMeasured("JMH did not count the garbage of " + name);
    }
    return norm.getScore();
  }

  private RunResult result(String name) {
    return results.stream()
        .filter(each -> each.getParams().getBenchmark().endsWith("." + name))
        .findFirst()
        .orElseThrow(() -> new NotMeasured("JMH gave no result for " + name));
  }
}
