package dev.vireo.backup.command;

import dev.vireo.backup.host.HostFolders;
import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.hypervisor.HostConnections;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.ssh.SshHosts;

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

  /** The folders of the host of this name. */
  HostFolders reach(String name) throws UnreachableException, InterruptedException {
    Host host = selection.one("host", name);
    return new HostFolders(name, ssh.connect(connections.target(host.connection())));
  }
}
