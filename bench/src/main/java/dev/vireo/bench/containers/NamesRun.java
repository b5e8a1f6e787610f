package dev.vireo.bench.containers;

import dev.vireo.bench.Claim;
import dev.vireo.bench.Report;
import dev.vireo.bench.estate.NotMeasured;
import java.util.Collection;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Names of templates, on one core. */
final class NamesRun {

  private static final double CLAIMED_PER_SECOND = 1e6;

  private final boolean quick;

  NamesRun(boolean quick) {
    this.quick = quick;
  }

  void run(Report report) {
    report.begin(
        "names: %,d names of templates by the rule of Proxmox VE 1.x"
            .formatted(NamesBenchmark.NAMES));
    Collection<RunResult> results = measured();
    double vireo = speed(report, results, "vireo");
    double regex = speed(report, results, "regexYesOrNo");
    double scanner = speed(report, results, "vireoYesOrNo");
    report.line("ratio to the regular expression, yes or no: %.1f x as fast", scanner / regex);
    report.line(
        "      with reasons and suggestions, which it does not give: %.2f x", vireo / regex);
    report.claim(
        Claim.atLeast(
            "million names/s on one core, with reasons and suggestions",
            vireo / 1e6,
            CLAIMED_PER_SECOND / 1e6));
  }

  private Collection<RunResult> measured() {
    var options =
        new OptionsBuilder()
            .include("\\." + NamesBenchmark.class.getSimpleName() + "\\.")
            .forks(quick ? 1 : 2)
            .threads(1)
            .warmupIterations(quick ? 2 : 5)
            .warmupTime(TimeValue.milliseconds(quick ? 500 : 1_000))
            .measurementIterations(quick ? 4 : 10)
            .measurementTime(TimeValue.milliseconds(quick ? 500 : 1_000))
            // One core is claimed: the collector may not use another.
            .jvmArgsAppend(
                "-XX:+UseSerialGC", "-Xms256m", "-Xmx256m", "--sun-misc-unsafe-memory-access=allow")
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      return new Runner(options).run();
    } catch (RunnerException e) {
      throw new NotMeasured("JMH did not run: " + e.getMessage(), e);
    }
  }

  /** Prints how many names a second, and gives it. */
  private static double speed(Report report, Collection<RunResult> results, String name) {
    Result<?> nanos =
        results.stream()
            .filter(each -> each.getParams().getBenchmark().endsWith("." + name))
            .map(RunResult::getPrimaryResult)
            .findFirst()
            .orElseThrow(() -> new NotMeasured("JMH gave no result for " + name));
    double perSecond = NamesBenchmark.NAMES * 1e9 / nanos.getScore();
    report.line(
        "%-14s %8.2f million names/s   (+/- %.0f %% at 99.9 %% confidence)",
        name, perSecond / 1e6, 100 * nanos.getScoreError() / nanos.getScore());
    return perSecond;
  }
}
