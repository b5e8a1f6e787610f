package dev.vireo.bus.kit;

import dev.vireo.bus.Command;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.codec.Received;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a service has taken up, decided and finished, shared by its instances and kept across
 * crashes. It is the memory behind "the same id twice does the work once" and "exactly one
 * outcome": how a command ends is decided here, once, before it is said.
 *
 * <p>Each method throws {@link BusUnavailable} while the memory does not answer.
 */
public interface Journal {

  /** What the journal knows of a command that arrives. */
  sealed interface Standing {

    /** Never seen. */
    record New() implements Standing {}

    /** Taken up before, by a run that did not come to its end. */
    record Unfinished() implements Standing {}

    /**
     * How it ends is decided; whether that was published is not known.
     *
     * @param end what was decided
     */
    record Decided(Ended end) implements Standing {}

    /** Its outcome was published. */
    record Finished() implements Standing {}
  }

  /** Takes a command up, unless it is decided or finished. */
  Standing begin(Arrival command);

  /**
   * Decides how the command ends, durably. The first decision stands: of two runs of one command
   * both say what the first of them decided.
   *
   * @return the decision that stands
   */
  Ended decide(String command, Ended ended);

  /** The outcome that was decided is published. */
  void finish(String command);

  /** How those of the given commands ended that are finished. */
  Map<String, Ended> ended(Collection<String> commands);

  /**
   * Writes down, before it is done, what is about to be done to the world. An intent that is there
   * already keeps its first text.
   */
  void intend(String command, List<Intent> intents);

  /** What was about to be done for a command, in the order of the texts' names. */
  List<Intent> intents(String command);

  /** One intent. */
  default Optional<Intent> intent(String command, String step) {
    return intents(command).stream().filter(i -> i.step().equals(step)).findFirst();
  }

  /**
   * A command as it came, understood or not.
   *
   * @param id its id
   * @param type its type as given; empty if it had none
   * @param about what it is about, as far as known
   * @param parent the id of the command that led to it; null if none did
   * @param correlation the id of the chain it belongs to
   * @param actor on whose behalf
   */
  record Arrival(
      String id,
      String type,
      String about,
      @Nullable String parent,
      String correlation,
      String actor) {

    static Arrival of(Envelope<? extends Command> command) {
      return new Arrival(
          command.id(),
          command.type().text(),
          command.subject(),
          command.causationId(),
          command.correlationId(),
          command.actor());
    }

    static Arrival of(Received.NotUnderstood bad) {
      return new Arrival(bad.id(), bad.type(), bad.about(), null, bad.correlationId(), bad.actor());
    }
  }

  /**
   * Something that is about to be done.
   *
   * @param step what it is done to, such as a device
   * @param text what is needed to recognise and to undo it
   */
  record Intent(String step, String text) {}

  /**
   * How a command ended.
   *
   * @param outcome simple name of the outcome, such as {@code CommandSucceeded}
   * @param reason the failure's class, or the field of a rejection; null for a success
   * @param message the summary or message
   * @param figures figures and ids
   */
  record Ended(
      String outcome, @Nullable String reason, String message, Map<String, String> figures) {
    public Ended {
      figures = Map.copyOf(figures);
    }

    /** Whether all that was asked is done. */
    public boolean succeeded() {
      return outcome.equals("CommandSucceeded");
    }
  }
}
