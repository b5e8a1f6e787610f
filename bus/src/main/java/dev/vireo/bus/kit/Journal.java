package dev.vireo.bus.kit;

import dev.vireo.bus.Command;
import dev.vireo.bus.Envelope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a service has taken up and what it has finished, shared by its instances and kept across
 * crashes. It is the memory behind "the same id twice does the work once".
 */
public interface Journal {

  /** What the journal knows of a command that arrives. */
  enum Standing {
    /** Never seen. */
    NEW,
    /** Taken up before, by a run that did not come to its end. */
    UNFINISHED,
    /** Finished; its outcome was published. */
    FINISHED
  }

  /** Takes a command up, unless it is finished. */
  Standing begin(Envelope<? extends Command> command);

  /** The command is finished and its outcome is published. */
  void finish(String command, Ended ended);

  /** How those of the given commands ended that have. */
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
