package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.multipath.AddClaimRule;
import dev.vireo.bus.multipath.SatpRule;
import dev.vireo.bus.multipath.SetSatpDefault;
import dev.vireo.bus.outcome.Outcome;
import dev.vireo.console.Exit;
import dev.vireo.console.bus.Heard;
import dev.vireo.console.bus.Outcomes;
import dev.vireo.console.print.PlanPage;
import dev.vireo.console.print.Table;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vireo satp}. */
@Command(
    name = "satp",
    description = "Array types: what new LUNs get.",
    subcommands = {
      SatpCommand.SetDefault.class,
      SatpCommand.AddRule.class,
      SatpCommand.ListThem.class
    })
final class SatpCommand extends Group {

  private static Exit show(Console console, boolean planOnly, Outcome outcome, Heard heard) {
    if (planOnly) {
      return MadePlan.show(console, outcome, heard, PlanPage.Detail.VERDICTS);
    }
    String plan = Outcomes.result(outcome).getOrDefault("plan", "");
    return Result.show(
        console,
        outcome,
        heard,
        Result.document(outcome, heard),
        paper -> {
          if (!plan.isEmpty()) {
            paper.line(
                "To see it: vireo plan show " + plan + "; to undo it: vireo rollback " + plan);
          }
        });
  }

  /** {@code vireo satp set-default}. */
  @Command(
      name = "set-default",
      description =
          "Sets the policy that new LUNs of an array type get. It makes a plan that can be rolled back.")
  static final class SetDefault extends Task {

    @Option(
        names = "--select",
        required = true,
        paramLabel = "SELECTOR",
        description = "The hosts.")
    private String select = "";

    @Option(
        names = "--satp",
        required = true,
        paramLabel = "SATP",
        description = "The array type, such as VMW_SATP_SVC.")
    private String satp = "";

    @Option(names = "--psp", required = true, paramLabel = "PSP", description = "Its new default.")
    private String psp = "";

    @Option(names = "--plan-only", description = "Make the plan and change nothing.")
    private boolean planOnly;

    @Mixin private OverrideOptions overrides;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return new Delivery(console, wait)
          .give(
              new SetSatpDefault(select, satp, psp, planOnly, overrides.rules()),
              Set.of(),
              (outcome, heard) -> show(console, planOnly, outcome, heard));
    }
  }

  /** {@code vireo satp add-rule}. */
  @Command(
      name = "add-rule",
      description = "Adds a claim rule for new LUNs. It makes a plan that can be rolled back.")
  static final class AddRule extends Task {

    @Option(
        names = "--select",
        required = true,
        paramLabel = "SELECTOR",
        description = "The hosts.")
    private String select = "";

    @Option(
        names = "--satp",
        required = true,
        paramLabel = "SATP",
        description = "The array type it claims for.")
    private String satp = "";

    @Option(names = "--vendor", paramLabel = "TEXT", description = "Vendor, as the device says it.")
    private @Nullable String vendor;

    @Option(names = "--model", paramLabel = "TEXT", description = "Model, as the device says it.")
    private @Nullable String model;

    @Option(names = "--driver", paramLabel = "NAME", description = "Driver.")
    private @Nullable String driver;

    @Option(names = "--transport", paramLabel = "NAME", description = "Transport, such as fc.")
    private @Nullable String transport;

    @Option(
        names = "--claim-option",
        paramLabel = "OPTION",
        description = "Array option, such as tpgs_on.")
    private @Nullable String claimOption;

    @Option(names = "--psp", paramLabel = "PSP", description = "Policy for what it claims.")
    private @Nullable String psp;

    @Option(
        names = "--psp-option",
        paramLabel = "OPTION",
        description = "The policy's options, such as iops=1.")
    private @Nullable String pspOption;

    @Option(
        names = "--description",
        paramLabel = "TEXT",
        description = "A word for the next reader.")
    private @Nullable String description;

    @Option(names = "--plan-only", description = "Make the plan and change nothing.")
    private boolean planOnly;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      SatpRule rule =
          new SatpRule(
              satp, vendor, model, driver, transport, claimOption, psp, pspOption, description);
      return new Delivery(console, wait)
          .give(
              new AddClaimRule(select, rule, planOnly),
              Set.of(),
              (outcome, heard) -> show(console, planOnly, outcome, heard));
    }
  }

  /** {@code vireo satp list}. */
  @Command(name = "list", description = "Lists array types and the policies that new LUNs get.")
  static final class ListThem extends Task {

    @Option(names = "--host", paramLabel = "NAME", description = "One host; all if not given.")
    private String host = "";

    @Override
    Exit run(Console console) {
      JsonNode satps = console.ask(Domain.MULTIPATH).get("/satps", Map.of("host", host));
      console.answer(
          satps,
          paper -> {
            if (satps.isEmpty()) {
              paper.line("No array types are known. To read the hosts: vireo paths --scan");
              return;
            }
            paper.table(
                new Table<JsonNode>()
                    .text("host", field("host"))
                    .text("array type", field("satp"))
                    .text("default policy", field("defaultPsp"))
                    .text("description", field("description")),
                rows(satps));
          });
      return Exit.DONE;
    }
  }
}
