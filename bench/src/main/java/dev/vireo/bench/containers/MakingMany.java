package dev.vireo.bench.containers;

import dev.vireo.bench.Claim;
import dev.vireo.bench.Report;
import dev.vireo.bench.estate.BenchEstate;
import dev.vireo.bench.estate.Bus;
import dev.vireo.bench.estate.Checkout;
import dev.vireo.bench.estate.NotMeasured;
import dev.vireo.bench.estate.ProcessorTime;
import dev.vireo.bench.estate.SimulatedHost;
import dev.vireo.bus.Domain;
import dev.vireo.bus.container.CreateContainer;
import dev.vireo.bus.outcome.CommandSucceeded;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One command makes and starts many containers over a fleet. */
final class MakingMany {

  private static final double CLAIMED_RATIO = 1.15;
  private static final long CREATE_MILLIS = 2_000;
  private static final int AT_ONCE = 4;
  private static final String TEMPLATE = "debian-5.0-wordpress_2.9-1_i386.tar.gz";
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final int hosts;
  private final int containers;
  private final int warmUp;

  MakingMany(int hosts, int containers, int warmUp) {
    this.hosts = hosts;
    this.containers = containers;
    this.warmUp = warmUp;
  }

  void run(Report report) {
    report.begin(
        "containers: %d made and started over %d hosts, %d ms a create, %d ms a start, %d at a time"
            .formatted(containers, hosts, CREATE_MILLIS, CREATE_MILLIS / 2, AT_ONCE));
    try (BenchEstate estate = BenchEstate.fresh(Checkout.ofThisRun(), "containers")) {
      // There is no estate of the simulator without a host of ESX; it has nothing to do here.
      Duration start =
          estate.up(
              1,
              Map.of(
                  "openvz",
                  Integer.toString(hosts),
                  "container-delay-ms",
                  Long.toString(CREATE_MILLIS)));
      report.line("started in %.1f s; registering the hosts", seconds(start));
      List<SimulatedHost> fleet =
          estate.hosts().stream().filter(h -> h.name().startsWith("openvz")).toList();
      estate.register(fleet);
      try (Bus bus = Bus.open(estate.kafka(), Domain.CONTAINER)) {
        // What a JVM does in its first minutes is told, and not measured.
        for (int round = 1; round <= warmUp; round++) {
          ProcessorTime before = estate.processorTime();
          report.line(
              "warming up: %d containers in %.1f s; processor time: %s",
              2 * hosts,
              seconds(made(bus, 2 * hosts, round).toOutcome()),
              estate.processorTime().since(before).words());
        }
        ProcessorTime before = estate.processorTime();
        Bus.Answer answer = made(bus, containers, warmUp + 1);
        measured(report, answer.toOutcome(), estate.processorTime().since(before));
      }
    }
  }

  private Bus.Answer made(Bus bus, int count, int pool) {
    Bus.Answer answer =
        bus.ask(
            new CreateContainer(
                "all",
                TEMPLATE,
                count,
                "bench-" + pool + "-{n:4}",
                "10." + (99 + pool) + ".0.0/16",
                null,
                null,
                List.of("10.0.0.53"),
                null,
                null,
                null,
                true,
                false),
            PATIENCE);
    if (!(answer.outcome() instanceof CommandSucceeded)) {
      throw new NotMeasured("the containers were not all made: " + answer.outcome());
    }
    return answer;
  }

  private void measured(Report report, Duration took, ProcessorTime used) {
    OwnTime own = new OwnTime(hosts, containers, AT_ONCE, CREATE_MILLIS);
    report.line(
        "fleet %6.1f s for %d containers, each seen to have its network; the hosts' own time %.1f s",
        seconds(took), containers, seconds(own.withBoot()));
    report.line(
        "      (%.1f s of it the tools' alone, the rest until the containers' own scripts are done)",
        seconds(own.ofTools()));
    report.line("      processor time: %s", used.words());
    report.line(
        "ratio to one after another on one host: %.1f x as fast",
        containers * own.eachSeconds() / seconds(took));
    report.claim(
        Claim.atMost(
            "time / the hosts' own time",
            took.toNanos() / (double) own.withBoot().toNanos(),
            CLAIMED_RATIO));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
