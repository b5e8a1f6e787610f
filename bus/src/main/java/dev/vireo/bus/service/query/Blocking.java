package dev.vireo.bus.service.query;

import dev.vireo.bus.kit.BusUnavailable;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Answers for virtual threads, which may wait for them. */
public final class Blocking {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Blocking() {}

  /**
   * The answer to a query.
   *
   * @param doing what is done, for the error
   * @throws BusUnavailable if the database gives none
   */
  public static <T> T answer(String doing, Supplier<Uni<T>> query) {
    try {
      return VertxContextSupport.subscribeAndAwait(
          () -> query.get().ifNoItem().after(PATIENCE).fail());
    } catch (Throwable e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      if (away(e)) {
        throw new BusUnavailable(doing, e);
      }
      throw new IllegalStateException(doing + ": " + e.getMessage(), e);
    }
  }

  /** Whether the database did not answer; anything else is a defect of the query. */
  private static boolean away(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof IOException
          || e instanceof InterruptedException
          || e instanceof TimeoutException
          || e instanceof io.smallrye.mutiny.TimeoutException
          || e instanceof ClosedConnectionException
          || (e instanceof PgException refused && refused.getSqlState().startsWith("57"))) {
        return true;
      }
    }
    return false;
  }
}
