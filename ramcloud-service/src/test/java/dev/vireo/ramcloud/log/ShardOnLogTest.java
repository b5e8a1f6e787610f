package dev.vireo.ramcloud.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.local.testing.TestBackends;
import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.MemoryConfig;
import dev.vireo.ramcloud.store.Durability;
import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.store.Outcome;
import dev.vireo.ramcloud.store.RejectRules;
import dev.vireo.ramcloud.store.RequestId;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.Status;
import dev.vireo.ramcloud.store.Tables;
import dev.vireo.ramcloud.store.WriteOptions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The real memory on the real log. */
class ShardOnLogTest {

  private static final int TABLETS = 4;
  private static final long TABLE = 1;
  private static final String TOPIC = "vireo.ramcloud.log-shard";

  private final String bootstrap = TestBackends.shared().bootstrapServers();

  @Test
  void objects_versions_and_results_are_there_after_a_cold_start() throws Exception {
    long removed;
    try (Master master = new Master("a")) {
      for (int i = 0; i < 500; i++) {
        master.write("key-" + i, "first", WriteOptions.PLAIN);
        master.write("key-" + i, "second-" + i, WriteOptions.PLAIN);
      }
      removed = master.remove("key-7");
      assertThat(master.increment("counter", 5, new RequestId(9, 1, 0))).isEqualTo(5);
    }
    try (Master master = new Master("b")) {
      for (int i = 0; i < 500; i++) {
        assertThat(master.read("key-" + i)).isEqualTo(i == 7 ? "" : "second-" + i);
      }
      // The same request again is answered as it was, and not done twice.
      assertThat(master.increment("counter", 5, new RequestId(9, 1, 0))).isEqualTo(5);
      assertThat(master.increment("counter", 5, new RequestId(9, 2, 0))).isEqualTo(10);
      assertThat(master.write("key-7", "again", WriteOptions.PLAIN)).isGreaterThan(removed);
    }
  }

  /** A master of one shard, asked on its thread; every answer waits for the log. */
  private final class Master implements AutoCloseable {
    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private final ShardLog shardLog = MasterLog.shardLog();
    private final Shard shard =
        new Shard(
            new MemoryConfig(16 << 20, 1 << 20, 0.25),
            System::currentTimeMillis,
            shardLog,
            client -> true);
    private final MasterLog log;
    private final Outcome outcome = new Outcome();

    Master(String id) throws Exception {
      shard.adopt(Tables.none().create("db0", Durability.LOG));
      log =
          new MasterLog(
              TextMaster.settings(bootstrap, TOPIC, id, 1, TABLETS),
              List.of(new MasterLog.Seat(loop, new ShardMemory(shard), shardLog)),
              LogMeters.NONE);
      log.start();
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (log.states().stream().filter(state -> state.phase().equals("SERVING")).count()
          < TABLETS) {
        assertThat(System.nanoTime()).as("%s", log.obstacle()).isLessThan(until);
        Thread.sleep(20);
      }
    }

    long write(String key, String value, WriteOptions options) throws Exception {
      return durably(
          key,
          () -> {
            assertThat(shard.write(TABLE, ByteSpan.of(key), ByteSpan.of(value), options, outcome))
                .isEqualTo(Status.OK);
            return outcome.version();
          });
    }

    long remove(String key) throws Exception {
      return durably(
          key,
          () -> {
            assertThat(shard.remove(TABLE, ByteSpan.of(key), RejectRules.NONE, null, outcome))
                .isEqualTo(Status.OK);
            return outcome.version();
          });
    }

    long increment(String key, long by, RequestId request) throws Exception {
      return durably(
          key,
          () -> {
            assertThat(
                    shard.increment(
                        TABLE, ByteSpan.of(key), by, RejectRules.NONE, request, outcome))
                .isEqualTo(Status.OK);
            return outcome.integer();
          });
    }

    String read(String key) throws Exception {
      return durably(
          key,
          () ->
              shard.read(TABLE, ByteSpan.of(key), RejectRules.NONE, outcome) == Status.OK
                  ? outcome.value().text()
                  : "");
    }

    private <T> T durably(String key, Callable<T> work) throws Exception {
      CompletableFuture<T> answer = new CompletableFuture<>();
      loop.execute(
          () -> {
            try {
              T result = work.call();
              shardLog.whenDurable(
                  KeySlot.of(key),
                  shard.lastSequence(),
                  new Waiter() {
                    @Override
                    public void done() {
                      answer.complete(result);
                    }

                    @Override
                    public void failed(String reason) {
                      answer.completeExceptionally(new IllegalStateException(reason));
                    }
                  });
            } catch (Exception | AssertionError e) {
              answer.completeExceptionally(e);
            }
          });
      return answer.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      log.close();
      loop.execute(shard::close);
      loop.shutdown();
    }
  }
}
