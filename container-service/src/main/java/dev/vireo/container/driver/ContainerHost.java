package dev.vireo.container.driver;

import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.container.TemplateRule;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.container.check.StartChecks;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.tool.HostReading;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.util.List;
import java.util.Optional;

/**
 * A host that was reached and has told what it is. Every method asks or tells the host itself;
 * nothing is remembered between two calls.
 */
public interface ContainerHost {

  /** Its name in the inventory. */
  String name();

  /** What it is, such as {@code OpenVZ 4.11.1}. */
  String product();

  /** Which names of templates it offers. */
  TemplateRule templateRule();

  /** Its containers and what is free. */
  HostReading read() throws UnreachableException, ScriptBrokenException, InterruptedException;

  /**
   * Has it do something, command after command until one fails. No command begins after the lease.
   *
   * @throws UnsupportedWork if it cannot do such a thing
   */
  Transcript tell(Work work, Lease lease)
      throws UnreachableException, ScriptBrokenException, InterruptedException;

  /** Asks a container for the truth about itself and holds it against what is asked. */
  List<StartCheck> check(ContainerId id, StartChecks checks)
      throws UnreachableException, ScriptBrokenException, InterruptedException;

  /** What a running container shows, in the host's word for it. */
  java.util.regex.Pattern runningWord();

  /** What holds the container's lock, in words; empty: nothing does, or the host has no locks. */
  Optional<String> locked(ContainerId id)
      throws UnreachableException, ScriptBrokenException, InterruptedException;

  /** Where its files are, if there is a way to them. */
  Optional<HostFiles> files();

  /** A host that cannot do what it was told. */
  final class UnsupportedWork extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedWork(String why) {
      super(why);
    }
  }
}
