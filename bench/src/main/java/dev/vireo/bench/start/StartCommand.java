package dev.vireo.bench.start;

import dev.vireo.bench.Claim;
import dev.vireo.bench.Report;
import dev.vireo.bench.estate.BarePlatform;
import dev.vireo.bench.estate.BenchEstate;
import dev.vireo.bench.estate.Checkout;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vireo bench start}. */
@Command(
    name = "start",
    description = {
      "From `vireo up` (already built) to all ready, in a fresh home and in one that was used",
      "before, beside Kafka and PostgreSQL alone."
    },
    mixinStandardHelpOptions = true)
public final class StartCommand implements Callable<Integer> {

  private static final double CLAIMED_SECONDS = 30;

  @Option(
      names = "--hosts",
      paramLabel = "N",
      defaultValue = "12",
      description = "Simulated hosts; ${DEFAULT-VALUE} if not given, as `vireo up` has at first.")
  private int hosts;

  @Option(names = "--quick", description = "The fresh home only.")
  private boolean quick;

  @Override
  public Integer call() {
    Report report = new Report(System.out);
    report.begin("start: `vireo up` with %d simulated hosts, to all ready".formatted(hosts));
    Checkout checkout = Checkout.ofThisRun();
    BarePlatform bare = BarePlatform.fresh(checkout, "start-bare");
    try (BenchEstate estate = BenchEstate.fresh(checkout, "start")) {
      double slowest = round(report, "fresh home", bare, estate);
      if (!quick) {
        slowest = Math.max(slowest, round(report, "used home", bare, estate));
      }
      report.claim(
          Claim.atMost("seconds to all ready, the slower start", slowest, CLAIMED_SECONDS));
    }
    return 0;
  }

  /** One start of each; gives the seconds of the whole estate's. */
  private double round(Report report, String what, BarePlatform bare, BenchEstate estate) {
    // The whole estate goes first: files that are not in memory yet count against it.
    double all = seconds(estate.up(hosts, Map.of()));
    estate.down();
    double peer = seconds(bare.startAndStop());
    report.line(
        "%-10s  everything %5.1f s; Kafka and PostgreSQL alone %5.1f s; ratio %.1f",
        what, all, peer, all / peer);
    return all;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
