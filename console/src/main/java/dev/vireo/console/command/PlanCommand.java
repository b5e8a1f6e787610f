package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.bus.multipath.RoundRobin;
import dev.vireo.bus.multipath.RoundRobinLimit;
import dev.vireo.console.Exit;
import dev.vireo.console.print.Cells;
import dev.vireo.console.print.PlanPage;
import dev.vireo.console.print.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo plan}. */
@Command(
    name = "plan",
    description = "Plans: what would be done to each device, and why.",
    subcommands = {
      PlanCommand.PathPolicy.class,
      PlanCommand.ListThem.class,
      PlanCommand.Show.class
    })
final class PlanCommand extends Group {

  /** {@code vireo plan path-policy}. */
  @Command(
      name = "path-policy",
      description =
          "Reads hosts and plans a path selection policy for their devices; touches nothing.")
  static final class PathPolicy extends Task {

    @Option(
        names = "--select",
        required = true,
        paramLabel = "SELECTOR",
        description = "The hosts, such as product=esx and tag:env=prod.")
    private String select = "";

    @Option(
        names = "--satp",
        paramLabel = "SATP",
        description = "Only devices of this array type, such as VMW_SATP_SVC.")
    private @Nullable String satp;

    @Option(
        names = "--psp",
        required = true,
        paramLabel = "PSP",
        description = "The wanted policy, such as VMW_PSP_RR.")
    private String psp = "";

    @ArgGroup private @Nullable Limit limit;

    @Option(
        names = "--device",
        paramLabel = "ID",
        description = "Only this device; may be given several times.")
    private List<String> devices = List.of();

    @Mixin private OverrideOptions overrides;

    @Option(names = "--all", description = "List what is kept, too.")
    private boolean all;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return new Delivery(console, wait)
          .give(
              new PlanPathPolicy(
                  select,
                  satp,
                  psp,
                  limit == null ? null : limit.roundRobin(),
                  devices,
                  overrides.rules()),
              Set.of(),
              (outcome, heard) -> MadePlan.show(console, outcome, heard, detail(all)));
    }
  }

  /** When round robin goes on to the next path: one of these, or as it is. */
  static final class Limit {

    @Option(
        names = "--iops",
        paramLabel = "N",
        description = "Round robin goes on after N operations.")
    private @Nullable Long iops;

    @Option(names = "--bytes", paramLabel = "N", description = "Round robin goes on after N bytes.")
    private @Nullable Long bytes;

    @Option(
        names = "--latency",
        description = "Round robin goes by measured latency; from ESXi 6.7.")
    private boolean latency;

    RoundRobin roundRobin() {
      RoundRobinLimit kind =
          latency
              ? RoundRobinLimit.LATENCY
              : iops != null ? RoundRobinLimit.IOPS : RoundRobinLimit.BYTES;
      return new RoundRobin(kind, iops, bytes, null);
    }
  }

  private static PlanPage.Detail detail(boolean all) {
    return all ? PlanPage.Detail.ALL : PlanPage.Detail.VERDICTS;
  }

  /** {@code vireo plan list}. */
  @Command(name = "list", description = "Lists plans.")
  static final class ListThem extends Task {

    @Override
    Exit run(Console console) {
      JsonNode plans = console.ask(Domain.MULTIPATH).get("/plans", Map.of());
      console.answer(
          plans,
          paper -> {
            if (plans.isEmpty()) {
              paper.line("No plans. To make one: vireo plan path-policy --help");
              return;
            }
            paper.table(
                new Table<JsonNode>()
                    .text("plan", field("plan"))
                    .text("kind", field("kind"))
                    .word("state", field("state"))
                    .text("for", field("select"))
                    .number("hosts", field("hosts"))
                    .number("change", field("change"))
                    .number("refuse", field("refuse"))
                    .number("keep", field("keep"))
                    .text("made", plan -> Cells.time(plan, "createdAt"))
                    .text("by", field("actor")),
                rows(plans));
          });
      return Exit.DONE;
    }
  }

  /** {@code vireo plan show}. */
  @Command(name = "show", description = "Shows a plan: what it does to each device, and why.")
  static final class Show extends Task {

    @Parameters(paramLabel = "PLAN", description = "The plan's id.")
    private String plan = "";

    @Option(names = "--all", description = "List what is kept, too.")
    private boolean all;

    @Override
    Exit run(Console console) {
      JsonNode shown = MadePlan.ask(console, plan);
      console.answer(shown, paper -> PlanPage.write(shown, detail(all), paper));
      return Exit.DONE;
    }
  }
}
