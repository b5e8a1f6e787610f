package dev.vireo.console.ramcloud;

import dev.vireo.console.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Watches keys of all slots while masters are killed, stopped or started: each is counted up and
 * read, again and again, by a client of its own. Afterwards it is known for how long any key could
 * not be written, and whether anything that was acknowledged is missing.
 */
public final class Drill {

  /** Equal ranges of slots; each has a key. So every tablet has some, as long as it has as many. */
  private static final int KEYS = 64;

  private static final int SLOTS = 16_384;
  private static final int TAGS_TRIED = 20_000;
  private static final Duration PAUSE = Duration.ofMillis(5);

  /** For how long after the end it is still tried to write and to read what was written. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * What was seen.
   *
   * @param writes that were acknowledged
   * @param reads that were answered
   * @param longestMillis the longest time between two acknowledged writes of one key
   * @param interrupted requests whose reply did not come, for the connection was lost
   * @param refused replies that are errors, by their kind
   * @param stale reads that gave less than was acknowledged before they were asked
   * @param missing keys that in the end hold less than was acknowledged
   */
  public record Seen(
      long writes,
      long reads,
      long longestMillis,
      long interrupted,
      Map<String, Long> refused,
      long stale,
      long missing) {
    /** Whether every acknowledged write was there, at any time. */
    public boolean good() {
      return stale == 0 && missing == 0;
    }
  }

  private final Ramcloud cluster;
  private final List<MasterAddress> masters;
  private final List<String> keys;

  /** Prepares a drill: looks for keys of all slots. */
  public Drill(Ramcloud cluster) {
    this.cluster = cluster;
    this.masters = cluster.masters().stream().map(Master::address).toList();
    this.keys = keys(cluster);
  }

  private static List<String> keys(Ramcloud cluster) {
    Map<Long, String> byRange = new TreeMap<>();
    String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    for (int i = 0; i < TAGS_TRIED && byRange.size() < KEYS; i++) {
      String key = "vireo-drill-" + run + "-" + i;
      long slot = cluster.ask("CLUSTER", "KEYSLOT", key).asLong();
      byRange.putIfAbsent(slot * KEYS / SLOTS, key);
    }
    return List.copyOf(byRange.values());
  }

  /** Watches for so long; the keys are removed in the end. */
  public Seen watch(Duration length) {
    long until = System.nanoTime() + length.toNanos();
    List<Watcher> watchers = keys.stream().map(key -> new Watcher(key, until)).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Void>> all =
          watchers.stream().map(watcher -> CompletableFuture.runAsync(watcher, threads)).toList();
      for (CompletableFuture<Void> each : all) {
        each.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Trouble.failed("interrupted while watching", "", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Trouble trouble
          ? trouble
          : Trouble.failed("The drill broke off: " + e.getCause(), "", e);
    }
    return sum(watchers);
  }

  private static Seen sum(List<Watcher> watchers) {
    Map<String, Long> refused = new TreeMap<>();
    for (Watcher each : watchers) {
      each.refused.forEach((kind, count) -> refused.merge(kind, count, Long::sum));
    }
    return new Seen(
        watchers.stream().mapToLong(each -> each.acknowledged).sum(),
        watchers.stream().mapToLong(each -> each.reads).sum(),
        watchers.stream().max(Comparator.comparingLong(w -> w.longest)).orElseThrow().longest
            / 1_000_000,
        watchers.stream().mapToLong(each -> each.interrupted).sum(),
        refused,
        watchers.stream().mapToLong(each -> each.stale).sum(),
        watchers.stream().filter(each -> each.missing).count());
  }

  /** Counts one key up, and remembers what was acknowledged. */
  private final class Watcher implements Runnable {
    private final String key;
    private final long until;
    private final Map<MasterAddress, MasterLine> lines = new HashMap<>();
    private final Map<String, Long> refused = new HashMap<>();
    private MasterAddress owner = masters.getFirst();
    private long acknowledged;
    private long reads;
    private long longest;
    private long interrupted;
    private long stale;
    private boolean missing;

    Watcher(String key, long until) {
      this.key = key;
      this.until = until;
    }

    @Override
    public void run() {
      try {
        // What it takes to connect for the first time is not counted.
        Reply _ = insist("SET", key, Long.toString(acknowledged));
        long last = System.nanoTime();
        while (System.nanoTime() < until) {
          // A value that may have been written already is written again: it is the same.
          Reply unused = insist("SET", key, Long.toString(acknowledged + 1));
          acknowledged++;
          long now = System.nanoTime();
          longest = Math.max(longest, now - last);
          last = now;
          if (read() < acknowledged) {
            stale++;
          }
          reads++;
        }
        missing = read() < acknowledged;
        Reply unused = insist("UNLINK", key);
      } finally {
        lines.values().forEach(MasterLine::close);
      }
    }

    private long read() {
      String value = insist("GET", key).asText();
      return value.isEmpty() ? 0 : Long.parseLong(value);
    }

    /** Asks until it is done, whoever has the key meanwhile. */
    private Reply insist(String... words) {
      long end = until + PATIENCE.toNanos();
      while (true) {
        Reply reply = once(words);
        if (reply == null) {
          interrupted++;
          elsewhere();
        } else if (reply instanceof Reply.Failure failure) {
          refused.merge(failure.kind(), 1L, Long::sum);
          switch (failure.kind()) {
            case "MOVED" -> owner = Ramcloud.moved(owner, failure.message());
            case "TRYAGAIN", "UNKNOWN" -> pause();
            case "CLUSTERDOWN", "LOADING" -> elsewhere();
            default ->
                throw Trouble.failed(
                    "%s of %s is refused: %s".formatted(words[0], key, failure.message()),
                    "",
                    null);
          }
        } else {
          return reply;
        }
        if (System.nanoTime() > end) {
          throw Trouble.unreachable(
              "No master takes %s of %s, %d s after the end of the drill"
                  .formatted(words[0], key, PATIENCE.toSeconds()),
              "see: vireo ramcloud status",
              null);
        }
      }
    }

    /** The reply; null where the connection was not made or was lost. */
    private @Nullable Reply once(String[] words) {
      try {
        MasterLine line = lines.get(owner);
        if (line == null) {
          line = cluster.line(owner);
          lines.put(owner, line);
        }
        return line.ask(words);
      } catch (IOException e) {
        MasterLine lost = lines.remove(owner);
        if (lost != null) {
          lost.close();
        }
        return null;
      }
    }

    private void elsewhere() {
      pause();
      owner = masters.get(ThreadLocalRandom.current().nextInt(masters.size()));
    }

    private void pause() {
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Trouble.failed("interrupted while watching", "", e);
      }
    }
  }
}
