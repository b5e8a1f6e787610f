package dev.vireo.simulator.host;

import dev.vireo.simulator.fault.FaultKind;
import dev.vireo.simulator.fault.Faults;
import dev.vireo.simulator.shell.Machine;
import dev.vireo.simulator.shell.Session;
import java.util.function.Consumer;

/** A host that sessions run on, and the faults that all kinds of hosts can have. */
public abstract class SimulatedHost implements Machine {
  private final Faults faults = new Faults();
  private final Consumer<Session> hangUp;

  /**
   * @param hangUp breaks the connection of a session
   */
  protected SimulatedHost(Consumer<Session> hangUp) {
    this.hangUp = hangUp;
  }

  public Faults faults() {
    return faults;
  }

  /** What the log-in shell prints before a command line. */
  public abstract String prompt();

  /** Whether it is of a time whose SSH algorithms are no longer considered safe. */
  public abstract boolean isOld();

  @Override
  public void step(Session session, int steps) {
    if (faults.has(FaultKind.DROP)
        && faults.strike(FaultKind.DROP, fault -> steps > fault.number(5)).isPresent()) {
      session.kill();
      hangUp.accept(session);
      return;
    }
    if (faults.has(FaultKind.HANG_EXEC)) {
      try {
        faults.awaitEnd(FaultKind.HANG_EXEC, () -> !session.killed());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        session.kill();
      }
    }
  }
}
