package dev.vireo.bus.kit;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Kafka or the database answered, and will not take this whatever is tried: a defect, unlike {@link
 * BusUnavailable}, which passes.
 */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private Refused(String doing, @Nullable Throwable cause) {
    super(doing + ": " + (cause == null ? "refused" : cause.getMessage()), cause);
  }

  /** What a database's failure means to whoever was {@code doing} this. */
  static RuntimeException or(String doing, Exception failure) {
    String state = failure instanceof SQLException sql ? sql.getSQLState() : "22000";
    // Class 22: data exception; 23: integrity violation; 54: program limit exceeded.
    return state != null
            && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"))
        ? new Refused(doing, failure)
        : new BusUnavailable(doing, failure);
  }

  /**
   * Waits until what was sent is acknowledged.
   *
   * @throws Refused if it never will be
   * @throws BusUnavailable if it was not, this time
   */
  static void orAcknowledged(String doing, CompletableFuture<Void> sent)
      throws InterruptedException {
    try {
      sent.get();
    } catch (ExecutionException e) {
      Throwable why = e.getCause();
      if (why instanceof RecordTooLargeException || why instanceof SerializationException) {
        throw new Refused(doing, why);
      }
      throw new BusUnavailable(doing, why);
    }
  }
}
