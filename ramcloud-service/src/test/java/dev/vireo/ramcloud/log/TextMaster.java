package dev.vireo.ramcloud.log;

import dev.vireo.ramcloud.tablet.Safeguard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A master of texts: the log as it runs in production, with the smallest memory and no wire. */
final class TextMaster implements AutoCloseable {

  /** What became of a request. */
  sealed interface Answer {
    /** Done; what the key holds. */
    record Done(String text) implements Answer {}

    /** Not done, for sure: to be asked of another, or again. */
    record Refused(String why) implements Answer {}

    /** Done or not. */
    record Unknown(String why) implements Answer {}
  }

  private final ExecutorService loop = Executors.newSingleThreadExecutor();
  private final TextMemory memory = new TextMemory();
  private final ShardLog shard = MasterLog.shardLog();
  private final Map<String, Long> lastGroup = new HashMap<>();
  private final LogSettings settings;
  final List<Long> replays = new ArrayList<>();
  final MasterLog log;
  private long groups;

  TextMaster(LogSettings settings, Set<Safeguard> safeguards) {
    this.settings = settings;
    LogMeters meters =
        new LogMeters() {
          @Override
          public void corrupt() {}

          @Override
          public void tookOver(long records, long nanos) {
            replays.add(records * 1_000_000_000L / Math.max(1, nanos));
          }
        };
    this.log =
        new MasterLog(
            settings, List.of(new MasterLog.Seat(loop, memory, shard)), meters, safeguards);
    log.start();
  }

  static LogSettings settings(String bootstrap, String topic, String id, int port, int tablets) {
    return new LogSettings(
        Map.of("bootstrap.servers", bootstrap),
        topic,
        topic + "-masters",
        tablets,
        Duration.ofMillis(500),
        Duration.ofMillis(1000),
        Duration.ofSeconds(3),
        Duration.ofMinutes(10),
        16 << 20,
        false,
        id,
        "127.0.0.1",
        port);
  }

  int tablet(int slot) {
    return log.view().tabletOf(slot);
  }

  CompletableFuture<Answer> append(String key, String text) {
    return write(key, text, true);
  }

  CompletableFuture<Answer> write(String key, String text) {
    return write(key, text, false);
  }

  private CompletableFuture<Answer> write(String key, String text, boolean append) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    int slot = TextMemory.slot(key);
    loop.execute(
        () -> {
          if (shard.standing(slot) != Standing.SERVING) {
            answer.complete(new Answer.Refused(shard.standing(slot) + ": " + shard.reason(slot)));
            return;
          }
          Map<String, String> texts = memory.texts(tablet(slot));
          String after = append ? texts.getOrDefault(key, "") + text : text;
          texts.put(key, after);
          long group = ++groups;
          lastGroup.put(key, group);
          shard.append(slot, group, List.of(TextMemory.item(key, after)));
          shard.whenDurable(slot, group, whenDone(answer, after));
        });
    return answer;
  }

  CompletableFuture<Answer> read(String key) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    loop.execute(() -> read(key, answer));
    return answer;
  }

  private void read(String key, CompletableFuture<Answer> answer) {
    int slot = TextMemory.slot(key);
    if (shard.standing(slot) != Standing.SERVING) {
      answer.complete(new Answer.Refused(shard.standing(slot) + ": " + shard.reason(slot)));
      return;
    }
    String text = memory.texts(tablet(slot)).getOrDefault(key, "");
    long group = lastGroup.getOrDefault(key, 0L);
    if (!shard.durable(slot, group)) {
      shard.whenDurable(slot, group, again(key, answer));
    } else if (shard.readable(slot)) {
      answer.complete(new Answer.Done(text));
    } else {
      shard.whenReadable(slot, again(key, answer));
    }
  }

  private Waiter again(String key, CompletableFuture<Answer> answer) {
    return new Waiter() {
      @Override
      public void done() {
        read(key, answer);
      }

      @Override
      public void failed(String reason) {
        answer.complete(new Answer.Refused(reason));
      }
    };
  }

  private static Waiter whenDone(CompletableFuture<Answer> answer, String text) {
    return new Waiter() {
      @Override
      public void done() {
        answer.complete(new Answer.Done(text));
      }

      @Override
      public void failed(String reason) {
        answer.complete(new Answer.Unknown(reason));
      }
    };
  }

  String id() {
    return settings.masterId();
  }

  @Override
  public void close() {
    log.close();
    loop.shutdownNow();
  }
}
