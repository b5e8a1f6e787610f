package dev.vireo.bench.latency;

import dev.vireo.bench.Claim;
import dev.vireo.bench.Quantiles;
import dev.vireo.bench.Report;
import dev.vireo.bench.estate.BenchEstate;
import dev.vireo.bench.estate.Bus;
import dev.vireo.bench.estate.Checkout;
import dev.vireo.bench.estate.NotMeasured;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.codec.RecordWriter;
import dev.vireo.bus.multipath.DefineStandard;
import dev.vireo.bus.multipath.StandardMode;
import dev.vireo.bus.outcome.CommandSucceeded;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vireo bench latency}. */
@Command(
    name = "latency",
    description = {
      "From publishing a command that needs no host (DefineStandard) to its first event, one after",
      "another, beside a bare Kafka round trip on the same broker."
    },
    mixinStandardHelpOptions = true)
public final class LatencyCommand implements Callable<Integer> {

  private static final double CLAIMED_RATIO = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Commands and bare round trips take turns in blocks, so that both see the same machine. */
  private static final int BLOCK = 50;

  @Option(
      names = "--commands",
      paramLabel = "N",
      description = "How many are measured; 500, with --quick 200.")
  private int commands;

  @Option(names = "--quick", description = "Fewer commands.")
  private boolean quick;

  private int standards;

  @Override
  public Integer call() {
    int count = commands > 0 ? commands : quick ? 200 : 500;
    int warmUp = quick ? 100 : 500;
    Report report = new Report(System.out);
    report.begin(
        "latency: DefineStandard to its first event, %d commands one after another, after %d that"
                .formatted(count, warmUp)
            + " are not measured");
    try (BenchEstate estate = BenchEstate.fresh(Checkout.ofThisRun(), "latency")) {
      Duration unused = estate.up(0, Map.of());
      try (Bus bus = Bus.open(estate.kafka(), Domain.MULTIPATH);
          BareRoundTrip bare = BareRoundTrip.open(estate.kafka(), bodyOfACommand())) {
        commands(bus, new long[warmUp], 0, warmUp);
        bares(bare, new long[warmUp], 0, warmUp);
        long[] command = new long[count];
        long[] roundTrip = new long[count];
        for (int done = 0; done < count; done += BLOCK) {
          int end = Math.min(count, done + BLOCK);
          bares(bare, roundTrip, done, end);
          commands(bus, command, done, end);
        }
        print(report, Quantiles.of(command), Quantiles.of(roundTrip));
      }
    }
    return 0;
  }

  private static void print(Report report, Quantiles command, Quantiles bare) {
    line(report, "command to first event", command);
    line(report, "bare Kafka round trip", bare);
    report.line("ratio at p50: %.2f", (double) command.at(0.5) / bare.at(0.5));
    report.claim(
        Claim.atMost(
            "p99 / p99 of a bare Kafka round trip",
            (double) command.at(0.99) / bare.at(0.99),
            CLAIMED_RATIO));
  }

  private static void line(Report report, String what, Quantiles nanos) {
    report.line(
        "%-24s p50 %7.2f ms   p99 %7.2f ms   longest %7.2f ms",
        what, nanos.at(0.5) / 1e6, nanos.at(0.99) / 1e6, nanos.at(1) / 1e6);
  }

  /** The next command is given when the former one has wholly ended. */
  private void commands(Bus bus, long[] nanos, int from, int to) {
    for (int i = from; i < to; i++) {
      Bus.Answer answer = bus.ask(next(), PATIENCE);
      if (!(answer.outcome() instanceof CommandSucceeded)) {
        throw new NotMeasured("a standard was not taken: " + answer.outcome());
      }
      nanos[i] = answer.firstEvent().toNanos();
    }
  }

  private static void bares(BareRoundTrip bare, long[] nanos, int from, int to) {
    for (int i = from; i < to; i++) {
      nanos[i] = bare.go().toNanos();
    }
  }

  private DefineStandard next() {
    return new DefineStandard(
        "bench-" + ++standards,
        "product=esx and version>=6.7",
        "IBM",
        "2145",
        "VMW_SATP_SVC",
        "VMW_PSP_RR",
        null,
        StandardMode.REPORT);
  }

  private byte[] bodyOfACommand() {
    return RecordWriter.write(
            Envelope.first("size", next(), "/vireo/bench", "bench", Instant.EPOCH))
        .value();
  }
}
