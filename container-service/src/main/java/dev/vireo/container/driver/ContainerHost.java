package dev.vireo.container.driver;

import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.container.TemplateRule;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.container.check.StartChecks;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.tool.ClusterMember;
import dev.vireo.container.tool.HostReading;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.time.Duration;
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

  /** One container as a fresh read shows it. */
  default Optional<SeenContainer> seen(ContainerId id)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return read().container(id);
  }

  /**
   * Has it do something, command after command until one fails. No command begins after the lease.
   *
   * @throws UnsupportedWork if it cannot do such a thing
   */
  Transcript tell(Work work, Lease lease)
      throws UnreachableException, ScriptBrokenException, InterruptedException;

  /**
   * What a host was told, and what came of it.
   *
   * @param seen the container after that, as a fresh read shows it; not read where the host said
   *     that it failed
   */
  record Told(Transcript transcript, Optional<SeenContainer> seen) {}

  /** {@link #tell}, and where that succeeded {@link #seen}, which may save asking twice. */
  default Told tellAndSee(Work work, ContainerId id, Lease lease)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    Transcript told = tell(work, lease);
    return new Told(told, told.ok() ? seen(id) : Optional.empty());
  }

  /**
   * Asks a container for the truth about itself and holds it against what is asked.
   *
   * @param patience for how long its addresses are waited for before it is asked, where the host
   *     can do that; zero: not at all
   */
  List<StartCheck> check(ContainerId id, StartChecks checks, Duration patience)
      throws UnreachableException, ScriptBrokenException, InterruptedException;

  /** What a running container shows, in the host's word for it. */
  java.util.regex.Pattern runningWord();

  /** What holds the container's lock, in words; empty: nothing does, or the host has no locks. */
  Optional<String> locked(ContainerId id)
      throws UnreachableException, ScriptBrokenException, InterruptedException;

  /** Why it cannot make containers from a template of this name; empty: it can. */
  Optional<String> lacks(String template)
      throws UnreachableException, ScriptBrokenException, InterruptedException;

  /** Who it is in its cluster; empty where it is a host of a kind that has none. */
  default Optional<ClusterMember> member()
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return Optional.empty();
  }

  /** Names of its templates where they are packages of the host and no files; else empty. */
  default Optional<List<String>> packages()
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return Optional.empty();
  }

  /** Its files: by SSH, whichever way it is told what to do. */
  HostFiles files() throws UnreachableException, ScriptBrokenException, InterruptedException;

  /** A host whose containers cannot be listed. */
  final class UnreadHost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadHost(String message) {
      super(message);
    }
  }

  /** Somebody else may hold what was held. */
  final class LostLease extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostLease(String message) {
      super(message);
    }
  }

  /** A host that cannot do what it was told. */
  final class UnsupportedWork extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedWork(String why) {
      super(why);
    }
  }
}
