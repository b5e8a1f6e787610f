package dev.vireo.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.multipath.ApplyPlan;
import dev.vireo.bus.multipath.PlanFinished;
import dev.vireo.bus.multipath.PolicyChangeFailed;
import dev.vireo.console.Exit;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Style;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo apply}. */
@Command(
    name = "apply",
    description = "Does what a plan says, as it was shown, and reads every device again.")
final class ApplyCommand extends Task {

  @Parameters(paramLabel = "PLAN", description = "The plan's id.")
  private String plan = "";

  @Option(
      names = "--canary",
      paramLabel = "N",
      description = "Hosts of the first wave, all of which must go well; none if not given.")
  private @Nullable Integer canary;

  @Option(
      names = "--wave",
      paramLabel = "N",
      description = "Hosts at once after that; all the rest if not given.")
  private @Nullable Integer wave;

  @Option(
      names = "--max-failures",
      paramLabel = "N",
      description = "Hosts that may fail before it stops by itself; 0 if not given.")
  private @Nullable Integer maxFailures;

  @Mixin private WaitOptions wait;

  @Override
  Exit run(Console console) {
    return new Delivery(console, wait)
        .give(
            new ApplyPlan(plan, canary, wave, maxFailures),
            Set.of(PolicyChangeFailed.class, PlanFinished.class),
            (outcome, heard) -> {
              Optional<PlanFinished> finished =
                  heard.bodies(PlanFinished.class).stream().findFirst();
              ObjectNode document = Result.document(outcome, heard);
              finished.ifPresent(
                  each -> document.set("finished", Json.MAPPER.<ObjectNode>valueToTree(each)));
              return Result.show(
                  console,
                  outcome,
                  heard,
                  document,
                  paper -> finished.ifPresent(each -> page(each, paper)));
            });
  }

  private static void page(PlanFinished finished, Paper paper) {
    paper.line(
        "Devices: %d changed and read to be so, %d were so already, %d failed, %d refused"
            .formatted(
                finished.changed(), finished.unchanged(), finished.failed(), finished.refused()),
        finished.failed() == 0 ? Style.PLAIN : Style.BAD);
    paper.line(
        "Hosts:   %d done, %d failed, %d not started"
            .formatted(
                finished.hostsDone().size(),
                finished.hostsFailed().size(),
                finished.hostsNotStarted().size()));
    names("failed", finished.hostsFailed(), paper);
    names("not started", finished.hostsNotStarted(), paper);
    if (finished.stopped() != null) {
      paper.line("Stopped: " + finished.stopped(), Style.BAD);
    }
    if (finished.changed() > 0) {
      paper.line("To undo it: vireo rollback " + finished.plan());
    }
  }

  private static void names(String what, List<String> hosts, Paper paper) {
    if (!hosts.isEmpty()) {
      paper.line("  " + what + ": " + String.join(", ", hosts));
    }
  }
}
