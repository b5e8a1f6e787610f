package dev.vireo.console.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.Command;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.container.ContainerChanged;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerDestroyed;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.ContainerStopped;
import dev.vireo.console.Exit;
import dev.vireo.console.bus.Heard;
import dev.vireo.console.print.ContainerPage;
import java.util.Set;

/** Gives commands about containers, and shows what became of each container. */
final class ContainerResult {

  private static final Set<Class<? extends Event>> DONE =
      Set.of(
          ContainerCreated.class,
          ContainerStarted.class,
          ContainerStopped.class,
          ContainerChanged.class,
          ContainerDestroyed.class,
          ContainerFailed.class);

  private ContainerResult() {}

  /** Gives it, and with its outcome tells what was done, check by check and line by line. */
  static Exit of(Console console, WaitOptions wait, Command command) {
    return new Delivery(console, wait)
        .give(
            command,
            DONE,
            (outcome, heard) -> {
              ObjectNode document = Result.document(outcome, heard);
              document.set("done", done(heard));
              return Result.show(
                  console,
                  outcome,
                  heard,
                  document,
                  paper ->
                      heard.events().stream()
                          .flatMap(event -> ContainerPage.done(event.data()).stream())
                          .forEach(paper::line));
            });
  }

  /** {@code [{"type":"ContainerStarted","data":{...}}]}; failures are told apart from these. */
  private static ArrayNode done(Heard heard) {
    ArrayNode done = Json.MAPPER.createArrayNode();
    for (Envelope<? extends Event> event : heard.events()) {
      if (DONE.contains(event.data().getClass()) && !(event.data() instanceof ContainerFailed)) {
        done.addObject()
            .put("type", event.type().name())
            .set("data", Json.MAPPER.<ObjectNode>valueToTree(event.data()));
      }
    }
    return done;
  }
}
