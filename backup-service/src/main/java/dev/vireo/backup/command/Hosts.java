package dev.vireo.backup.command;

import dev.vireo.backup.host.HostFolders;
import dev.vireo.backup.host.HostGuests;
import dev.vireo.backup.host.HostRefused;
import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.hypervisor.HostConnections;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.ssh.SshHosts;
import dev.vireo.hypervisor.ssh.SshSession;

/** Reaches registered hosts. */
final class Hosts {

  private final HostSelection selection;
  private final SshHosts ssh;
  private final HostConnections connections;

  Hosts(HostSelection selection, SshHosts ssh, HostConnections connections) {
    this.selection = selection;
    this.ssh = ssh;
    this.connections = connections;
  }

  /** A session of the host of this name. */
  SshSession session(String name) throws UnreachableException, InterruptedException {
    return ssh.connect(connections.target(selection.one("host", name).connection()));
  }

  /** The guests of the host of this name. */
  HostGuests guests(String name)
      throws HostRefused, UnreachableException, ScriptBrokenException, InterruptedException {
    return guests(selection.one("host", name));
  }

  /** The guests of a host. */
  HostGuests guests(Host host)
      throws HostRefused, UnreachableException, ScriptBrokenException, InterruptedException {
    return HostGuests.of(
        host.name(), ssh.connect(connections.target(host.connection())), host.tags());
  }

  /** The folders of the host of this name. */
  HostFolders reach(String name) throws UnreachableException, InterruptedException {
    return new HostFolders(name, session(name));
  }
}
