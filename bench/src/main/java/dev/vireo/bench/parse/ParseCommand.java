package dev.vireo.bench.parse;

import dev.vireo.bench.Claim;
import dev.vireo.bench.OneCore;
import dev.vireo.bench.Report;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vireo bench parse}. */
@Command(
    name = "parse",
    description = "Reads the device and path lists of a host with 1,000 devices of 8 paths (JMH).",
    mixinStandardHelpOptions = true)
public final class ParseCommand implements Callable<Integer> {

  private static final double CLAIMED_MB_PER_SECOND = 100;

  @Option(names = "--quick", description = "Three seconds a parser instead of thirty.")
  private boolean quick;

  @Override
  public Integer call() {
    Report report = new Report(System.out);
    StorageText text = StorageText.of(ParseBenchmark.DEVICES, ParseBenchmark.PATHS_EACH);
    report.begin(
        "parse: nmp device list and nmp path list, %,d devices of %d paths, %.1f MB"
            .formatted(ParseBenchmark.DEVICES, ParseBenchmark.PATHS_EACH, text.bytes() / 1e6));
    OneCore results = OneCore.measure(ParseBenchmark.class, "512m", quick);
    double vireo = speed(report, results, "vireo", text.bytes());
    double regex = speed(report, results, "regexPerLine", text.bytes());
    double lines = speed(report, results, "linesCounted", text.bytes());
    report.line("ratio to a regular expression per line: %.1f x as fast", vireo / regex);
    report.line(
        "ratio to counting the lines and no more (the upper bound): %.2f x as fast", vireo / lines);
    report.claim(Claim.atLeast("MB/s on one core", vireo, CLAIMED_MB_PER_SECOND));
    return 0;
  }

  /** Prints a parser's speed and gives it in MB/s, a MB being 1,000,000 bytes. */
  private static double speed(Report report, OneCore results, String name, long bytes) {
    Result<?> nanos = results.of(name);
    double speed = bytes * 1e3 / nanos.getScore();
    report.line(
        "%-14s %8.1f MB/s   (%.2f ms a host, +/- %.0f %% at 99.9 %% confidence)",
        name, speed, nanos.getScore() / 1e6, 100 * nanos.getScoreError() / nanos.getScore());
    return speed;
  }
}
