package dev.vireo.bus.kit;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of one partition for as long as it is this process's: how far they are finished, and
 * how they are stopped when it goes to another.
 *
 * <p>Invariant: a command that did not come to its end is never counted as finished, and once
 * {@link #release} was called none begins. So whoever has the partition next finds the rest.
 */
final class PartitionWork {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionWork.class);

  private final CommitTracker tracker;
  private final Set<Turn> open = new HashSet<>();
  private boolean released;

  PartitionWork(long firstOffset) {
    this.tracker = new CommitTracker(firstOffset);
  }

  /** How much is under way that other commands wait behind. */
  record Load(int commands, long bytes) {

    static final Load NONE = new Load(0, 0);

    Load plus(Load other) {
      return new Load(commands + other.commands, bytes + other.bytes);
    }
  }

  /** Takes up a record; what is returned is to be run once, in the task's lane. */
  synchronized Runnable begin(long offset, int bytes, CommandRun.Task task) {
    tracker.begin(offset);
    Turn turn = new Turn(offset, bytes, task);
    open.add(turn);
    return turn;
  }

  /** Whether a record of this offset can be taken up; not if reading went back. */
  synchronized boolean takes(long offset) {
    return offset >= tracker.next();
  }

  /** The offset to commit. */
  synchronized long committable() {
    return tracker.committable();
  }

  /** Commands taken up and not ended. */
  synchronized int underWay() {
    return open.size();
  }

  /** Of those, the ones that hold up their lane. */
  synchronized Load load() {
    return open.stream()
        .filter(turn -> turn.task.shared())
        .map(turn -> new Load(1, turn.bytes))
        .reduce(Load.NONE, Load::plus);
  }

  /** From now on nothing begins. What runs goes on. */
  synchronized void release() {
    released = true;
  }

  /** Interrupts what runs; it will be begun anew by whoever has the partition next. */
  synchronized void interrupt() {
    open.forEach(Turn::interrupt);
  }

  /** Waits until nothing runs, at most until {@code deadline} of {@link System#nanoTime}. */
  private synchronized boolean idleBy(long deadline) throws InterruptedException {
    while (open.stream().anyMatch(turn -> turn.thread != null)) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /**
   * Stops the work of several partitions: lets what runs come to its end within {@code grace}, then
   * interrupts it and gives it as long again.
   */
  static void stop(Collection<PartitionWork> works, Duration grace) throws InterruptedException {
    works.forEach(PartitionWork::release);
    if (!idle(works, grace)) {
      works.forEach(PartitionWork::interrupt);
      if (!idle(works, grace)) {
        LOG.warn("commands do not heed that they are interrupted; they are begun anew elsewhere");
      }
    }
  }

  private static boolean idle(Collection<PartitionWork> works, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    boolean idle = true;
    for (PartitionWork work : works) {
      idle &= work.idleBy(deadline);
    }
    return idle;
  }

  private final class Turn implements Runnable {

    private final long offset;
    private final int bytes;
    private final CommandRun.Task task;
    private @Nullable Thread thread;
    private volatile boolean interrupted;

    Turn(long offset, int bytes, CommandRun.Task task) {
      this.offset = offset;
      this.bytes = bytes;
      this.task = task;
    }

    @Override
    public void run() {
      if (!starts()) {
        return;
      }
      boolean finished = false;
      try {
        task.work().run(() -> interrupted);
        finished = true;
      } catch (InterruptedException e) {
        LOG.debug("offset {} is left to a later run", offset);
      } finally {
        ends(finished);
      }
    }

    private boolean starts() {
      synchronized (PartitionWork.this) {
        if (released) {
          open.remove(this);
          return false;
        }
        thread = Thread.currentThread();
        return true;
      }
    }

    private void ends(boolean finished) {
      synchronized (PartitionWork.this) {
        thread = null;
        // An interrupt that came late must not hit the next command of the lane.
        var unused = Thread.interrupted();
        open.remove(this);
        if (finished) {
          tracker.finish(offset);
        }
        PartitionWork.this.notifyAll();
      }
    }

    /** Called with the lock held. */
    private void interrupt() {
      if (thread != null) {
        interrupted = true;
        thread.interrupt();
      }
    }
  }
}
