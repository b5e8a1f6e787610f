package dev.vireo.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Command;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.outcome.CommandProgressed;
import dev.vireo.bus.outcome.Outcome;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.bus.CommandIds;
import dev.vireo.console.bus.Conversation;
import dev.vireo.console.bus.Heard;
import dev.vireo.console.bus.Listener;
import dev.vireo.console.print.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Gives commands and waits for what comes of them, with progress on stderr. */
final class Delivery {

  /** Who speaks, on every command. */
  static final String SOURCE = "/cli";

  private static final Duration ODD_SILENCE = Duration.ofSeconds(10);

  private final Console console;
  private final WaitOptions wait;

  Delivery(Console console, WaitOptions wait) {
    this.console = console;
    this.wait = wait;
  }

  /** What is done with the end of a command. */
  @FunctionalInterface
  interface Ending {
    Exit of(Outcome outcome, Heard heard);
  }

  /**
   * Gives one command. Without waiting its id is the result; else {@code then} makes the result.
   *
   * @param keep events that {@code then} wants to see besides the outcomes
   * @throws Trouble if it does not end in time
   */
  Exit give(Command command, Set<Class<? extends Event>> keep, Ending then) {
    Envelope<? extends Command> envelope = envelope(command);
    Map<String, Envelope<? extends Command>> one = Map.of(envelope.id(), envelope);
    if (wait.noWait) {
      return leave(one);
    }
    Heard heard = follow(one, keep);
    return then.of(outcome(heard, envelope.id()), heard);
  }

  /** Gives several commands of one domain at once; {@code then} makes the result of all. */
  Exit giveAll(List<? extends Command> commands, java.util.function.Function<Heard, Exit> then) {
    Map<String, Envelope<? extends Command>> all = new LinkedHashMap<>();
    for (Command command : commands) {
      Envelope<? extends Command> envelope = envelope(command);
      all.put(envelope.id(), envelope);
    }
    if (wait.noWait) {
      return leave(all);
    }
    return then.apply(follow(all, Set.of()));
  }

  private Envelope<? extends Command> envelope(Command command) {
    Instant now = Clock.systemUTC().instant();
    return Envelope.first(CommandIds.fresh(now), command, SOURCE, console.actor(), now);
  }

  private static Domain domain(Map<String, Envelope<? extends Command>> commands) {
    return commands.values().iterator().next().type().domain();
  }

  private Exit leave(Map<String, Envelope<? extends Command>> commands) {
    try (Conversation conversation = Conversation.speakOnly(console.kafka(), domain(commands))) {
      conversation.say(List.copyOf(commands.values()));
    }
    left(commands);
    return Exit.DONE;
  }

  private void left(Map<String, Envelope<? extends Command>> commands) {
    var documents = Json.MAPPER.createArrayNode();
    commands.forEach(
        (id, envelope) -> documents.add(pending(id, envelope.type().text(), envelope.subject())));
    console.answer(
        documents.size() == 1 ? documents.get(0) : documents,
        paper -> commands.keySet().forEach(paper::line));
  }

  /** What is known of a command that nobody waits for. */
  static ObjectNode pending(String id, String type, String about) {
    return Json.MAPPER
        .createObjectNode()
        .put("id", id)
        .put("type", type)
        .put("about", about)
        .put("state", "RUNNING");
  }

  private Heard follow(
      Map<String, Envelope<? extends Command>> commands, Set<Class<? extends Event>> keep) {
    return follow(
        domain(commands),
        commands.keySet(),
        keep,
        conversation -> conversation.say(List.copyOf(commands.values())));
  }

  /** Listens, lets {@code say} speak, and follows these commands to their ends. */
  Heard follow(
      Domain domain,
      Set<String> ids,
      Set<Class<? extends Event>> keep,
      Consumer<Conversation> say) {
    Thread farewell =
        new Thread(
            () ->
                console.note(
                    "Not stopped, only no longer watched. See: vireo command "
                        + ids.iterator().next()));
    try (Conversation conversation = Conversation.open(console.kafka(), domain);
        Progress progress =
            new Progress(
                console.surroundings().err(),
                console.surroundings().terminal(),
                Clock.systemUTC())) {
      say.accept(conversation);
      Runtime.getRuntime().addShutdownHook(farewell);
      Heard heard = conversation.follow(ids, wait.timeout, keep, listener(progress, domain));
      if (heard.outcomes().isEmpty()) {
        throw late(domain, ids, heard);
      }
      return heard;
    } finally {
      forget(farewell);
    }
  }

  private static void forget(Thread farewell) {
    try {
      Runtime.getRuntime().removeShutdownHook(farewell);
    } catch (IllegalStateException e) {
      return; // the process is ending, and the farewell is what it ends with
    }
  }

  private static Outcome outcome(Heard heard, String id) {
    return heard.outcome(id).orElseThrow();
  }

  private Trouble late(Domain domain, Set<String> ids, Heard heard) {
    String id = ids.iterator().next();
    String waited = wait.timeout.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    if (heard.anything()) {
      return Trouble.failed(
          "Command " + id + " has not ended within " + waited + "; it goes on",
          "watch it: vireo command " + id + ", or vireo events --follow --correlation " + id,
          null);
    }
    return Trouble.unreachable(
        "Nobody has answered command %s within %s; it stays on %s until the %s service takes it"
            .formatted(id, waited, domain.commands(), domain.word()),
        "see `./vireo status`; start the estate with `./vireo up`; then: vireo command " + id,
        null);
  }

  private static Listener listener(Progress progress, Domain domain) {
    return new Listener() {
      private boolean said;

      @Override
      public void progressed(CommandProgressed tick) {
        // Nobody knows before a first backup how much there is to read.
        String far =
            tick.total() == 0
                ? Integer.toString(tick.done())
                : "%d of %d".formatted(tick.done(), tick.total());
        String failed = tick.failed() == 0 ? "" : ", " + tick.failed() + " failed";
        progress.show("%s%s  %s".formatted(far, failed, tick.message().strip()));
      }

      @Override
      public void ended(int ended, int of) {
        if (of > 1) {
          progress.show(ended + " of " + of + " ended");
        }
      }

      @Override
      public void silence(Duration since) {
        if (!said && since.compareTo(ODD_SILENCE) > 0) {
          progress.note(
              "No answer yet from the "
                  + domain.word()
                  + " service. Does it run? See: ./vireo status");
          said = true;
        }
      }
    };
  }

  /** The full name of a command's type. */
  static String typeOf(Command command) {
    return Catalogue.typeOf(command).text();
  }
}
