package dev.vireo.simulator.shell;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One SSH channel's worth of work on a host. */
public final class Session {

  /** The session was ended from outside; nothing of it runs on. */
  public static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("session killed", null, false, false);
    }
  }

  /** How soon a program that waits notices that its session was ended. */
  private static final long LONGEST_NAP_NANOS = 50_000_000;

  private final String id;
  private final Machine machine;
  private final @Nullable Session outer;
  private final AtomicInteger steps = new AtomicInteger();
  private final AtomicInteger processes = new AtomicInteger(34_000);
  private volatile boolean killed;

  public Session(String id, Machine machine) {
    this(id, machine, null);
  }

  private Session(String id, Machine machine, @Nullable Session outer) {
    this.id = id;
    this.machine = machine;
    this.outer = outer;
  }

  /** Work on a machine inside this one; it ends when this one's does. */
  public Session inside(Machine other) {
    return new Session(id, other, this);
  }

  public String id() {
    return id;
  }

  public Machine machine() {
    return machine;
  }

  public void kill() {
    killed = true;
  }

  public boolean killed() {
    return killed || (outer != null && outer.killed());
  }

  /**
   * Waits, as a program does that works for so long.
   *
   * @throws Killed if the session is ended meanwhile
   */
  public void pause(long millis) {
    long until = System.nanoTime() + millis * 1_000_000;
    try {
      for (long left = until - System.nanoTime();
          left > 0 && !killed();
          left = until - System.nanoTime()) {
        Thread.sleep(Duration.ofNanos(Math.min(left, LONGEST_NAP_NANOS)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      killed = true;
    }
    check();
  }

  /**
   * Makes sure that the session goes on.
   *
   * @throws Killed if it was ended
   */
  public void check() {
    if (killed()) {
      throw new Killed();
    }
  }

  int nextProcess() {
    return processes.incrementAndGet();
  }

  /** Counts a simple command, after making sure that the session may still run one. */
  void step() {
    check();
    machine.step(this, steps.incrementAndGet());
    check();
  }
}
