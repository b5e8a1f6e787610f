package dev.vireo.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** The faults of one host that are in force now. Safe for several threads. */
public final class Faults {

  private record Armed(Fault fault, AtomicInteger left) {}

  private final List<Armed> armed = new ArrayList<>();

  public synchronized void add(Fault fault) {
    armed.add(new Armed(fault, new AtomicInteger(fault.times())));
    notifyAll();
  }

  /** Takes away the faults of a kind; says which they were. */
  public synchronized List<Fault> remove(FaultKind kind) {
    List<Fault> removed =
        armed.stream().map(Armed::fault).filter(fault -> fault.kind() == kind).toList();
    armed.removeIf(entry -> entry.fault().kind() == kind);
    notifyAll();
    return removed;
  }

  public synchronized List<Fault> all() {
    return armed.stream().map(Armed::fault).toList();
  }

  public synchronized boolean has(FaultKind kind) {
    return armed.stream().anyMatch(entry -> entry.fault().kind() == kind);
  }

  /** The fault that strikes now, if one does; one with a number of times is used up by it. */
  public Optional<Fault> strike(FaultKind kind) {
    return strike(kind, fault -> true);
  }

  /** Like {@link #strike(FaultKind)}, for the device named. */
  public Optional<Fault> strike(FaultKind kind, String device) {
    return strike(kind, fault -> fault.argument().equals(device));
  }

  /** Like {@link #strike(FaultKind)}, for a fault that fits. */
  public synchronized Optional<Fault> strike(FaultKind kind, Predicate<Fault> fits) {
    for (Armed entry : armed) {
      if (entry.fault().kind() == kind && fits.test(entry.fault())) {
        if (entry.fault().times() > 0 && entry.left().decrementAndGet() == 0) {
          armed.remove(entry);
        }
        return Optional.of(entry.fault());
      }
    }
    return Optional.empty();
  }

  /** Waits while a fault of the kind is in force and the condition holds. */
  public synchronized void awaitEnd(FaultKind kind, BooleanSupplier waiting)
      throws InterruptedException {
    while (waiting.getAsBoolean() && has(kind)) {
      wait(200);
    }
  }
}
