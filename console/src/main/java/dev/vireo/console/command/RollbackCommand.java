package dev.vireo.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.multipath.PlanRolledBack;
import dev.vireo.bus.multipath.PolicyChangeFailed;
import dev.vireo.bus.multipath.RollBackPlan;
import dev.vireo.console.Exit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo rollback}. */
@Command(
    name = "rollback",
    description =
        "Brings everything that a plan changed back to its former policy, settings and mode.")
final class RollbackCommand extends Task {

  @Parameters(paramLabel = "PLAN", description = "The plan's id.")
  private String plan = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private @Nullable String reason;

  @Mixin private WaitOptions wait;

  @Override
  Exit run(Console console) {
    return new Delivery(console, wait)
        .give(
            new RollBackPlan(plan, reason),
            Set.of(PolicyChangeFailed.class, PlanRolledBack.class),
            (outcome, heard) -> {
              List<PlanRolledBack> ends = heard.bodies(PlanRolledBack.class);
              ObjectNode document = Result.document(outcome, heard);
              ends.stream()
                  .findFirst()
                  .ifPresent(
                      each ->
                          document.set("rolledBack", Json.MAPPER.<ObjectNode>valueToTree(each)));
              return Result.show(
                  console,
                  outcome,
                  heard,
                  document,
                  paper -> {
                    for (PlanRolledBack each : ends) {
                      paper.line(
                          each.restored()
                              + " brought back and read to be so, "
                              + each.failed()
                              + " failed");
                      caveats(each.notKnown()).forEach(paper::line);
                    }
                  });
            });
  }

  /** What cannot be known, each thing once: how many devices it concerns, and the first of them. */
  static List<String> caveats(List<String> lines) {
    Map<String, List<String>> devices = new LinkedHashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(": ");
      String device = colon < 0 ? "" : line.substring(0, colon);
      String words = colon < 0 ? line : line.substring(colon + 2);
      // Paths differ from device to device; what is not known of them does not.
      String kind = words.replaceAll("vmhba[0-9]+:C[0-9]+:T[0-9]+:L[0-9]+", "the preferred path");
      devices.computeIfAbsent(kind, k -> new ArrayList<>()).add(device);
    }
    return devices.entrySet().stream()
        .map(
            e ->
                "  of %d devices (%s%s): %s"
                    .formatted(
                        e.getValue().size(),
                        e.getValue().getFirst(),
                        e.getValue().size() > 1 ? ", ..." : "",
                        e.getKey()))
        .toList();
  }
}
