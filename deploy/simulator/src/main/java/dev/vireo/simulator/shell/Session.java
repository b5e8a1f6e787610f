package dev.vireo.simulator.shell;

import java.util.concurrent.atomic.AtomicInteger;

/** One SSH channel's worth of work on a host. */
public final class Session {

  /** The session was ended from outside; nothing of it runs on. */
  public static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("session killed", null, false, false);
    }
  }

  private final String id;
  private final Machine machine;
  private final AtomicInteger steps = new AtomicInteger();
  private final AtomicInteger processes = new AtomicInteger(34_000);
  private volatile boolean killed;

  public Session(String id, Machine machine) {
    this.id = id;
    this.machine = machine;
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
    return killed;
  }

  int nextProcess() {
    return processes.incrementAndGet();
  }

  /** Counts a simple command, after making sure that the session may still run one. */
  void step() {
    if (killed) {
      throw new Killed();
    }
    machine.step(this, steps.incrementAndGet());
    if (killed) {
      throw new Killed();
    }
  }
}
