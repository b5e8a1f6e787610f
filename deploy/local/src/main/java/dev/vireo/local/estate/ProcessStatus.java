package dev.vireo.local.estate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code vireo status}.
 *
 * @param name such as {@code inventory}
 * @param state see {@link State}
 * @param pid absent where it does not run
 * @param ports by name
 * @param startedAt ISO-8601, UTC; absent where it does not run
 * @param log its log file
 * @param note what is to be known beside: what it answered when it is not ready
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProcessStatus(
    String name,
    State state,
    @Nullable Long pid,
    Map<String, Integer> ports,
    @Nullable String startedAt,
    String log,
    @Nullable String note) {

  /** Where a process stands. */
  public enum State {
    /** It runs and says that it is ready. */
    READY,
    /** It runs and does not say so. */
    NOT_READY,
    /** It was started and has ended by itself. */
    DEAD,
    /** It was not started. */
    STOPPED
  }
}
