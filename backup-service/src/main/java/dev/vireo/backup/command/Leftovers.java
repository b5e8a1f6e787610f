package dev.vireo.backup.command;

import dev.vireo.backup.guest.Leftover;
import dev.vireo.backup.host.HostGuests;
import dev.vireo.backup.host.HostRefused;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.BackupLeftoverRemoved;
import dev.vireo.bus.backup.GuestTrouble;
import dev.vireo.bus.backup.SweepBackupLeftovers;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.bus.kit.Result;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes away what readings and restores of ours that were cut short have left on a host. Whoever
 * works on a guest holds its lease: what belongs to a guest whose lease is held is left alone.
 */
final class Leftovers {

  private final Hosts hosts;

  Leftovers(Hosts hosts) {
    this.hosts = hosts;
  }

  /** The resource that whoever reads, makes or destroys a guest holds. */
  static String lease(String host, String guest) {
    return "guest/" + host + "/" + guest;
  }

  /** Takes away what is left of one guest, whose lease the caller holds. */
  void removeOf(Handling<?> handling, HostGuests guests, String guest)
      throws HostRefused, UnreachableException, ScriptBrokenException, InterruptedException {
    for (Leftover each : guests.leftovers()) {
      if (each.guest().equals(guest)) {
        remove(handling, guests, each);
      }
    }
  }

  private static void remove(Handling<?> handling, HostGuests guests, Leftover leftover)
      throws HostRefused, UnreachableException, ScriptBrokenException, InterruptedException {
    Optional<String> failed = guests.change(List.of(leftover.remedy()));
    if (failed.isPresent()) {
      throw new HostRefused(
          BackupFailureCause.SOURCE_UNREADABLE,
          "%s: %s is left of guest %s, and cannot be taken away: %s"
              .formatted(guests.name(), leftover.what(), leftover.guest(), failed.get()),
          "take it away by hand",
          GuestTrouble.NOT_LET_GO);
    }
    handling.publish(new BackupLeftoverRemoved(guests.name(), leftover.guest(), leftover.what()));
  }

  /** Sweeps a whole host. */
  Result sweep(Handling<SweepBackupLeftovers> handling) throws InterruptedException {
    String host = handling.command().host();
    List<String> removed = new ArrayList<>();
    List<String> busy = new ArrayList<>();
    try {
      HostGuests guests = hosts.guests(host);
      for (Leftover each : guests.leftovers()) {
        Optional<Lease> lease = handling.lease(lease(host, each.guest()), Duration.ZERO);
        if (lease.isEmpty()) {
          busy.add(each.guest());
          continue;
        }
        try (Lease held = lease.get()) {
          remove(handling, guests, each);
          removed.add(each.guest() + ": " + each.what());
        }
      }
    } catch (HostRefused e) {
      return failed(Problem.of(e), removed);
    } catch (UnreachableException e) {
      return failed(Problem.of(host, e), removed);
    } catch (ScriptBrokenException e) {
      return failed(Problem.of(host, e), removed);
    }
    return Result.done(
        "%s: %s%s"
            .formatted(
                host,
                removed.isEmpty() ? "nothing of ours is left" : "taken away: " + removed,
                busy.isEmpty() ? "" : "; left alone, since runs go on: " + busy),
        Map.of("host", host, "removed", Integer.toString(removed.size())));
  }

  private static Result failed(Problem p, List<String> removed) {
    return Result.failed(
        p.reason(),
        p.text(),
        Map.of("cause", p.failureCause().name(), "removed", Integer.toString(removed.size())));
  }
}
