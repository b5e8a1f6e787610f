package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.meta.MetaLog;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.Tables;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog tells a master's shard, on the shard's thread. Before there is one, nothing has
 * to be told: it begins with what is known then.
 */
final class ServedTables implements MetaLog.Shards {

  private static final long LOOP_SECONDS = 30;

  private record Seat(Shard shard, Executor loop) {}

  private volatile @Nullable Seat seat;

  void serve(Shard shard, Executor loop) {
    seat = new Seat(shard, loop);
  }

  /**
   * Returns when the shard has the tables.
   *
   * @throws IllegalStateException where its thread does not come to it; then nothing counts as read
   */
  @Override
  public void adopt(Tables tables) {
    Seat to = seat;
    if (to == null) {
      throw new IllegalStateException("tables came before the shard");
    }
    CountDownLatch done = new CountDownLatch(1);
    try {
      to.loop()
          .execute(
              () -> {
                to.shard().adopt(tables);
                done.countDown();
              });
      if (!done.await(LOOP_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the shard's thread does not take new tables");
      }
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("the shard has ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while tables were brought in force", e);
    }
  }

  @Override
  public void keepLeases(LongPredicate kept) {
    Seat to = seat;
    if (to != null) {
      to.loop().execute(() -> to.shard().keepLeases(kept));
    }
  }
}
