package dev.vireo.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.ramcloud.Drill;
import dev.vireo.console.ramcloud.Ramcloud;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vireo ramcloud drill}. */
@Command(
    name = "drill",
    description = {
      "Writes and reads keys of all slots while you kill, stop or move something, and says for how",
      "long any of them could not be written, and whether anything acknowledged is missing.",
      "The keys are removed afterwards. Exit code 1 where something is missing or was stale."
    })
final class RamcloudDrillCommand extends RamcloudCommand.Asking {

  private static final int MOST_SECONDS = 3_600;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "For so long; ${DEFAULT-VALUE} if not given.")
  private int seconds = 30;

  @Override
  Exit run(Console console, Ramcloud cluster) {
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw Trouble.refused("--seconds takes 1 to %d, not %d".formatted(MOST_SECONDS, seconds), "");
    }
    Drill.Seen seen = new Drill(cluster).watch(Duration.ofSeconds(seconds));
    ObjectNode document = Json.MAPPER.createObjectNode();
    document.put("writes", seen.writes()).put("reads", seen.reads());
    document.put("longestMillis", seen.longestMillis()).put("interrupted", seen.interrupted());
    ObjectNode refused = document.putObject("refused");
    seen.refused().forEach(refused::put);
    document.put("stale", seen.stale()).put("missing", seen.missing());
    console.answer(
        document,
        paper -> {
          paper.line(
              "%,d writes were acknowledged and %,d reads answered; %,d requests lost their connection"
                  .formatted(seen.writes(), seen.reads(), seen.interrupted()));
          paper.line(
              "No key waited longer than %,d ms for its next write"
                  .formatted(seen.longestMillis()));
          paper.line(
              seen.good()
                  ? "Nothing that was acknowledged is missing, and no read was stale"
                  : "%,d keys miss what was acknowledged, %,d reads were stale"
                      .formatted(seen.missing(), seen.stale()));
        });
    return seen.good() ? Exit.DONE : Exit.PART;
  }
}
