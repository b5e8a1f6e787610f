package dev.vireo.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.outcome.Outcome;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.bus.Heard;
import dev.vireo.console.bus.Outcomes;
import dev.vireo.console.print.PlanPage;
import dev.vireo.console.query.QueryApi;
import java.util.Map;

/** A plan that a command has just made. */
final class MadePlan {

  private MadePlan() {}

  /**
   * Shows the plan that the outcome names; programs get it with the command's outcome under {@code
   * command}. Without a plan the outcome is all there is.
   */
  static Exit show(Console console, Outcome outcome, Heard heard, PlanPage.Detail detail) {
    String id = Outcomes.result(outcome).getOrDefault("plan", "");
    if (id.isEmpty()) {
      return Result.show(console, outcome, heard);
    }
    JsonNode plan;
    try {
      plan = ask(console, id);
    } catch (Trouble trouble) {
      throw new Trouble(
          trouble.exit(),
          "Plan " + id + " is made, but cannot be shown: " + trouble.seen(),
          trouble.advice() + "; then: vireo plan show " + id,
          trouble);
    }
    ObjectNode document = plan.deepCopy();
    document.set("command", Result.document(outcome, heard));
    console.answer(document, paper -> PlanPage.write(plan, detail, paper));
    Result.complain(console, outcome, heard);
    return Outcomes.exit(outcome);
  }

  /** The plan, once the service's view has all its devices. */
  static JsonNode ask(Console console, String id) {
    return console
        .ask(Domain.MULTIPATH)
        .getSettled("/plans/" + QueryApi.segment(id), Map.of(), MadePlan::isWhole);
  }

  static boolean isWhole(JsonNode plan) {
    int said =
        plan.path("keep").asInt() + plan.path("change").asInt() + plan.path("refuse").asInt();
    return plan.path("devices").size() >= said;
  }
}
