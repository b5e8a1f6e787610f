package dev.vireo.inventory.probe;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.Host.Identity;
import dev.vireo.bus.inventory.Adapter;
import dev.vireo.bus.inventory.UnreachableCause;
import dev.vireo.hypervisor.Diagnosis;
import dev.vireo.hypervisor.HostConnections;
import dev.vireo.hypervisor.Shown;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import dev.vireo.hypervisor.ssh.SshHosts;
import dev.vireo.hypervisor.ssh.SshSession;
import dev.vireo.inventory.domain.AdapterTable;
import dev.vireo.inventory.domain.HostWords;
import dev.vireo.inventory.domain.Observation;
import java.util.List;
import java.util.Optional;

/** Probes hosts. Thread-safe; each probe waits for its host. */
public final class HostProbe {

  private static final Script WORDS =
      Script.of(
          Step.of("vmware", "vmware", "-v"),
          Step.of("pve", "pveversion"),
          Step.of("vz-kernel", "cat", "/proc/vz/version"),
          Step.of("vzctl", "vzctl", "--version"),
          Step.of("os-release", "cat", "/etc/os-release"));

  /** ESX and ESXi 4.x; ESX keeps it where the PATH of a command over SSH may not lead. */
  private static final Script ADAPTERS_4 =
      Script.of(
          Step.of("by-path", "esxcfg-scsidevs", "-a"),
          Step.of("by-place", "/usr/sbin/esxcfg-scsidevs", "-a"));

  private static final Script ADAPTERS_5 =
      Script.of(Step.of("adapters", "esxcli", "storage", "core", "adapter", "list"));

  private final SshHosts ssh;
  private final HostConnections connections;

  /** Probes over these connections. */
  public HostProbe(SshHosts ssh, HostConnections connections) {
    this.ssh = ssh;
    this.connections = connections;
  }

  /**
   * Asks a host.
   *
   * @param host as it is known; where it does not tell its adapters, those that are known stand
   */
  public Observation look(Host host) throws InterruptedException {
    try {
      return ask(host);
    } catch (ScriptBrokenException e) {
      if (e.reason() != ScriptBrokenException.Reason.LOST) {
        return broken(e);
      }
    } catch (UnreachableException e) {
      return unreachable(e);
    }
    return askAgain(host);
  }

  /** A connection that was lost may have been an old one; what a new one says is certain. */
  private Observation askAgain(Host host) throws InterruptedException {
    try {
      return ask(host);
    } catch (ScriptBrokenException e) {
      return broken(e);
    } catch (UnreachableException e) {
      return unreachable(e);
    }
  }

  private Observation ask(Host host)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    SshSession session = ssh.connect(connections.target(host.connection()));
    ScriptOutcome said = session.run(WORDS);
    HostWords words =
        new HostWords(
            printed(said, "vmware"),
            printed(said, "pve"),
            printed(said, "vz-kernel"),
            printed(said, "vzctl"),
            printed(said, "os-release"));
    Optional<Identity> identity = words.identity(List.of());
    if (identity.isEmpty()) {
      return new Observation.Silent(
          UnreachableCause.PROTOCOL,
          host.connection().address()
              + " let us in and is none of ESX, ESXi, Proxmox VE, OpenVZ and Linux: vmware -v"
              + answered(said, "vmware")
              + ", cat /etc/os-release"
              + answered(said, "os-release"),
          "check that the address is that of a host, and that the account's shell may run commands");
    }
    return new Observation.Answers(withAdapters(identity.get(), session, host));
  }

  private static Identity withAdapters(Identity found, SshSession session, Host host)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    List<Adapter> adapters = List.of();
    if (found.product().equals("esx")) {
      Script listing = found.version().startsWith("4.") ? ADAPTERS_4 : ADAPTERS_5;
      List<Adapter> known = host.identity() == null ? List.of() : host.identity().adapters();
      adapters =
          session.run(listing).results().stream()
              .filter(StepResult::ok)
              .findFirst()
              .map(result -> AdapterTable.read(result.stdout()))
              .orElse(known);
    }
    return new Identity(
        found.product(), found.version(), found.build(), found.fullName(), adapters);
  }

  private static Optional<StepResult> result(ScriptOutcome outcome, String step) {
    return outcome.results().stream().filter(r -> r.id().equals(step)).findFirst();
  }

  private static String printed(ScriptOutcome outcome, String step) {
    return result(outcome, step).filter(StepResult::ok).map(StepResult::stdout).orElse("");
  }

  private static String answered(ScriptOutcome outcome, String step) {
    return result(outcome, step)
        .map(r -> " answers " + Shown.quoted((r.stdout() + r.stderr()).strip()) + ", " + r.exit())
        .orElse(" was not run");
  }

  private static Observation unreachable(UnreachableException e) {
    UnreachableCause cause =
        switch (e.reason()) {
          case NAME -> UnreachableCause.NAME;
          case REFUSED -> UnreachableCause.REFUSED;
          case FILTERED -> UnreachableCause.FILTERED;
          case HOST_KEY -> UnreachableCause.HOST_KEY;
          case AUTH -> UnreachableCause.AUTH;
          case PROTOCOL -> UnreachableCause.PROTOCOL;
        };
    return silent(cause, e.diagnosis());
  }

  private static Observation broken(ScriptBrokenException e) {
    return silent(UnreachableCause.PROTOCOL, e.diagnosis());
  }

  private static Observation silent(UnreachableCause cause, Diagnosis why) {
    return new Observation.Silent(
        cause, why.what() + " (" + why.where() + "): " + why.seen(), why.remedy());
  }
}
