package dev.vireo.container.driver;

import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.domain.lifecycle.HostName;
import dev.vireo.container.tool.Creation;
import dev.vireo.container.tool.Settings;
import dev.vireo.hypervisor.HostAddress;
import java.util.Optional;

/** Something a host is told to do with a container. */
public sealed interface Work {

  /** Make it. */
  record Create(Creation creation) implements Work {}

  /** Start it. */
  record Start(ContainerId id) implements Work {}

  /** Stop it; {@code kill}: without waiting for it to shut down. */
  record Stop(ContainerId id, boolean kill) implements Work {}

  /** Change its settings. */
  record Set(ContainerId id, Settings settings) implements Work {}

  /** Destroy it. */
  record Destroy(ContainerId id) implements Work {}

  /** Take away what is left of it after its making has failed. */
  record Discard(ContainerId id) implements Work {}

  /** Take a snapshot of it. */
  record Snapshot(ContainerId id, String name) implements Work {}

  /** Copy it. */
  record Copy(ContainerId id, ContainerId to, HostName hostname) implements Work {}

  /**
   * Move it to another host.
   *
   * @param to where that is registered
   * @param node its name in the cluster of both, where they are of one
   * @param online without stopping it
   */
  record Migrate(ContainerId id, HostAddress to, Optional<String> node, boolean online)
      implements Work {}
}
