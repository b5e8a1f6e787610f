package dev.vireo.bench.fleet;

import dev.vireo.bench.Claim;
import dev.vireo.bench.Report;
import dev.vireo.bench.estate.BenchEstate;
import dev.vireo.bench.estate.Bus;
import dev.vireo.bench.estate.Checkout;
import dev.vireo.bench.estate.NotMeasured;
import dev.vireo.bench.estate.ProcessorTime;
import dev.vireo.bench.estate.SimulatedHost;
import dev.vireo.bus.Command;
import dev.vireo.bus.Domain;
import dev.vireo.bus.multipath.ApplyPlan;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.bus.multipath.RollBackPlan;
import dev.vireo.bus.outcome.CommandSucceeded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** {@code vireo bench fleet}. */
@picocli.CommandLine.Command(
    name = "fleet",
    description = {
      "Every LUN of a simulated fleet goes from Fixed to Round Robin, planned and applied in one",
      "wave, beside the slowest host's own time and beside a shell loop over the hosts."
    },
    mixinStandardHelpOptions = true)
public final class FleetCommand implements Callable<Integer> {

  private static final double CLAIMED_RATIO = 1.25;
  private static final String SATP = "VMW_SATP_SVC";
  private static final String ROUND_ROBIN = "VMW_PSP_RR";
  private static final String FIXED = "VMW_PSP_FIXED";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Option(
      names = "--hosts",
      paramLabel = "N",
      description = "Simulated hosts; 200, with --quick 20.")
  private int hosts;

  @Option(names = "--luns", paramLabel = "N", description = "LUNs a host; 64, with --quick 16.")
  private int luns;

  @Option(
      names = "--delay-ms",
      paramLabel = "N",
      defaultValue = "50",
      description = "What an esxcli call takes; ${DEFAULT-VALUE} if not given.")
  private int delayMillis;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "On how many hosts the loop is run, and then scaled; ${DEFAULT-VALUE} if not given.")
  private int sample;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "How often the fleet is planned, changed and rolled back before it is measured;"
              + " ${DEFAULT-VALUE} if not given.")
  private int warmUp;

  @Option(names = "--quick", description = "A small fleet.")
  private boolean quick;

  @Override
  public Integer call() {
    int hostCount = hosts > 0 ? hosts : quick ? 20 : 200;
    int lunCount = luns > 0 ? luns : quick ? 16 : 64;
    Report report = new Report(System.out);
    report.begin(
        "fleet: %d hosts of %d LUNs, %d ms an esxcli call, no canary, one wave"
            .formatted(hostCount, lunCount, delayMillis));
    try (BenchEstate estate = BenchEstate.fresh(Checkout.ofThisRun(), "fleet")) {
      Duration start =
          estate.up(
              hostCount,
              Map.of(
                  "luns",
                  Integer.toString(lunCount),
                  "delay-ms",
                  Integer.toString(delayMillis),
                  "profile",
                  "uniform"));
      report.line("started in %.1f s; registering the hosts", seconds(start));
      List<SimulatedHost> fleet = estate.hosts();
      estate.register(fleet);
      measure(report, estate, fleet, lunCount);
    }
    return 0;
  }

  private void measure(Report report, BenchEstate estate, List<SimulatedHost> fleet, int lunCount) {
    Stage plan;
    Stage apply;
    try (Bus bus = Bus.open(estate.kafka(), Domain.MULTIPATH)) {
      // Services run for months: what a JVM does in its first minute is told, and not measured.
      for (int round = 1; round <= warmUp; round++) {
        Stage before = plan(estate, bus);
        Stage changed = stage(estate, bus, new ApplyPlan(before.figure("plan"), null, null, null));
        Stage undone = stage(estate, bus, new RollBackPlan(before.figure("plan"), null));
        report.line(
            "warming up, round %d: plan %.1f s, apply %.1f s, roll back %.1f s;"
                + " processor time of plan and apply %.1f s",
            round,
            seconds(before.took()),
            seconds(changed.took()),
            seconds(undone.took()),
            seconds(before.used().total()) + seconds(changed.used().total()));
      }
      plan = plan(estate, bus);
      apply = stage(estate, bus, new ApplyPlan(plan.figure("plan"), null, null, null));
    }
    plan.print(report, "plan");
    apply.print(report, "apply");
    int changed = Integer.parseInt(apply.figure("changed"));
    if (changed != fleet.size() * lunCount) {
      throw new NotMeasured(
          "%d devices were changed, not %d: there is nothing to compare"
              .formatted(changed, fleet.size() * lunCount));
    }
    double total = seconds(plan.took()) + seconds(apply.took());
    double own = seconds(plan.own().slowest()) + seconds(apply.own().slowest());
    report.line(
        "both: %.1f s for %d devices changed and read to be so; the slowest hosts' own time %.1f s",
        total, changed, own);

    floor(report, estate, fleet, plan, apply);
    List<SimulatedHost> sampled = fleet.subList(0, Math.min(sample, fleet.size()));
    // Back to Fixed, for they are on Round Robin now: as many calls, and as many real changes.
    Duration loop = new SeedLoop(estate).run(sampled, FIXED);
    double scaled = seconds(loop) * fleet.size() / sampled.size();
    report.line(
        "loop: %.1f s on %d hosts by ssh, one after another; for %d hosts that makes %.1f s%s",
        seconds(loop),
        sampled.size(),
        fleet.size(),
        scaled,
        sampled.size() == fleet.size() ? "" : " (scaled, not measured)");
    report.line(
        "ratio to the loop, which neither plans nor verifies: %.1f x as fast", scaled / total);
    report.claim(Claim.atMost("time / the slowest hosts' own time", total / own, CLAIMED_RATIO));
  }

  /**
   * The same calls with nothing around them: what the simulated hosts and SSH take by themselves.
   */
  private void floor(
      Report report, BenchEstate estate, List<SimulatedHost> fleet, Stage plan, Stage apply) {
    try (BareCalls bare = new BareCalls(fleet)) {
      for (int round = 0; round < warmUp; round++) {
        bare.make(plan.own().scripts());
        bare.make(apply.own().scripts());
      }
      ProcessorTime before = estate.processorTime();
      Duration ours = ProcessorTime.ofThisProcess();
      Duration took = bare.make(plan.own().scripts()).plus(bare.make(apply.own().scripts()));
      report.line(
          "floor: the same calls by SSH alone took %.1f s; processor time: %s, ssh client %.1f s",
          seconds(took),
          estate.processorTime().since(before).words(),
          seconds(ProcessorTime.ofThisProcess().minus(ours)));
    }
  }

  private Stage plan(BenchEstate estate, Bus bus) {
    return stage(
        estate, bus, new PlanPathPolicy("all", SATP, ROUND_ROBIN, null, List.of(), List.of()));
  }

  private Stage stage(BenchEstate estate, Bus bus, Command command) {
    ProcessorTime before = estate.processorTime();
    Bus.Answer answer = bus.ask(command, PATIENCE);
    ProcessorTime used = estate.processorTime().since(before);
    if (!(answer.outcome() instanceof CommandSucceeded succeeded)) {
      throw new NotMeasured("the fleet did not do as told: " + answer.outcome());
    }
    return new Stage(
        succeeded.result(),
        answer.toOutcome(),
        HostTime.read(
            estate.commandLog(), answer.from(), answer.to(), Duration.ofMillis(delayMillis)),
        used);
  }

  /**
   * A command to the whole fleet.
   *
   * @param result figures and ids of its outcome
   * @param took from publishing the command to hearing its outcome
   * @param own what the hosts themselves were asked and took meanwhile
   * @param used processor time meanwhile
   */
  private record Stage(
      Map<String, String> result, Duration took, HostTime own, ProcessorTime used) {

    String figure(String name) {
      String figure = result.get(name);
      if (figure == null) {
        throw new NotMeasured("the outcome tells no '" + name + "': " + result);
      }
      return figure;
    }

    void print(Report report, String name) {
      report.line(
          "%-5s %6.1f s; the slowest of %d hosts took %.1f s of its own (%d calls): ratio %.2f",
          name,
          seconds(took),
          own.hosts(),
          seconds(own.slowest()),
          own.mostCalls(),
          seconds(took) / seconds(own.slowest()));
      report.line("      processor time: %s", used.words());
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
