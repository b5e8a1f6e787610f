package dev.vireo.bus.kit;

import dev.vireo.bus.kit.Journal.Ended;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells whoever waits for commands how those ended that this process has finished, so that the
 * journal need not be asked for each. What another process has finished stands only there.
 */
public final class Finished {

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

  /** From now on hears of these commands, until it is closed. */
  Watch watch(Set<String> commands) {
    Watch watch = new Watch(commands);
    watches.add(watch);
    return watch;
  }

  /** A command is finished in the journal. */
  void tell(String command, Ended ended) {
    watches.forEach(watch -> watch.hear(command, ended));
  }

  /** Some commands that somebody waits for. */
  final class Watch implements AutoCloseable {

    private final Set<String> commands;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();

    /** What was heard and not yet taken. */
    private final Map<String, Ended> heard = new HashMap<>();

    private Watch(Set<String> commands) {
      this.commands = new HashSet<>(commands);
    }

    private void hear(String command, Ended ended) {
      if (!commands.contains(command)) {
        return;
      }
      lock.lock();
      try {
        heard.put(command, ended);
        more.signalAll();
      } finally {
        lock.unlock();
      }
    }

    /** What was heard since the last call; waits at most {@code atMost} for anything. */
    Map<String, Ended> next(Duration atMost) throws InterruptedException {
      lock.lock();
      try {
        long left = atMost.toNanos();
        while (heard.isEmpty() && left > 0) {
          left = more.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
        }
        Map<String, Ended> news = Map.copyOf(heard);
        heard.clear();
        return news;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }
}
