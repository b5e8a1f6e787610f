package dev.vireo.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.ramcloud.Master;
import dev.vireo.console.ramcloud.Ramcloud;
import dev.vireo.console.ramcloud.Reply;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo ramcloud move}. */
@Command(
    name = "move",
    description = {
      "Moves a tablet to another master, which reads its log first; clients are sent on.",
      "Exit code 1 where it is not served there in time: it may be yet."
    })
final class RamcloudMoveCommand extends RamcloudCommand.Asking {

  private static final Duration PAUSE = Duration.ofMillis(100);

  @Parameters(paramLabel = "TABLET", description = "The tablet's number, of ramcloud tablets.")
  private int tablet;

  @Parameters(
      paramLabel = "MASTER",
      description = "Its address, HOST:PORT, or id, of ramcloud status.")
  private String master = "";

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "How long to wait for it, such as 30s; ${DEFAULT-VALUE} if not given.")
  private Duration timeout = Duration.ofSeconds(60);

  @Override
  Exit run(Console console, Ramcloud cluster) {
    List<Master> masters = cluster.masters();
    Master to =
        masters.stream()
            .filter(each -> each.address().toString().equals(master) || each.id().equals(master))
            .findFirst()
            .orElseThrow(
                () ->
                    Trouble.refused(
                        "There is no master '%s'; there are: %s"
                            .formatted(
                                master,
                                String.join(
                                    ", ",
                                    masters.stream()
                                        .map(each -> each.address().toString())
                                        .toList())),
                        "see: vireo ramcloud status"));
    long began = System.nanoTime();
    cluster.ask("RC.MOVE", Integer.toString(tablet), to.id());
    boolean there = serves(cluster, to);
    while (!there && System.nanoTime() - began < timeout.toNanos()) {
      pause();
      there = serves(cluster, to);
    }
    long millis = (System.nanoTime() - began) / 1_000_000;
    ObjectNode document = Json.MAPPER.createObjectNode();
    document.put("tablet", tablet).put("master", to.address().toString());
    document.put("moved", there).put("millis", millis);
    if (!there) {
      throw Trouble.failed(
          "Tablet %d is not served at %s after %d s"
              .formatted(tablet, to.address(), timeout.toSeconds()),
          "it may be yet; see: vireo ramcloud tablets",
          null);
    }
    console.answer(
        document,
        paper ->
            paper.line(
                "tablet %d is served at %s after %.1f s"
                    .formatted(tablet, to.address(), millis / 1000.0)));
    return Exit.DONE;
  }

  private boolean serves(Ramcloud cluster, Master at) {
    for (Reply each : cluster.ask(at.address(), "RC.TABLETS").parts()) {
      List<Reply> seen = each.parts();
      if (seen.get(0).asLong() == tablet) {
        return seen.get(3).asText().equals("OWNER") && seen.get(4).asText().equals("SERVING");
      }
    }
    return false;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Trouble.failed("interrupted while a tablet moves", "it may move yet", e);
    }
  }
}
