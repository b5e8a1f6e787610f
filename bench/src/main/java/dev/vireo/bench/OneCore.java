package dev.vireo.bench;

import dev.vireo.bench.estate.NotMeasured;
import java.util.Collection;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
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
    var options =
        new OptionsBuilder()
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
                "--sun-misc-unsafe-memory-access=allow")
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      return new OneCore(new Runner(options).run());
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
    return results.stream()
        .filter(each -> each.getParams().getBenchmark().endsWith("." + name))
        .map(RunResult::getPrimaryResult)
        .findFirst()
        .orElseThrow(() -> new NotMeasured("JMH gave no result for " + name));
  }
}
