package dev.vireo.bench.containers;

import dev.vireo.bench.Claim;
import dev.vireo.bench.OneCore;
import dev.vireo.bench.Report;
import org.openjdk.jmh.results.Result;

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
    OneCore results = OneCore.measure(NamesBenchmark.class, "256m", quick);
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

  /** Prints how many names a second, and gives it. */
  private static double speed(Report report, OneCore results, String name) {
    Result<?> nanos = results.of(name);
    double perSecond = NamesBenchmark.NAMES * 1e9 / nanos.getScore();
    report.line(
        "%-14s %8.2f million names/s   (+/- %.0f %% at 99.9 %% confidence)",
        name, perSecond / 1e6, 100 * nanos.getScoreError() / nanos.getScore());
    return perSecond;
  }
}
