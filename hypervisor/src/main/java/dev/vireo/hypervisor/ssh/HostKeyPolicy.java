package dev.vireo.hypervisor.ssh;

import java.nio.file.Path;

/**
 * How a host proves that it is the one meant. Either way a key that differs from the known one is
 * refused.
 */
public sealed interface HostKeyPolicy {

  /** A file in the format of OpenSSH's {@code known_hosts}. */
  Path knownHosts();

  /** The host's key stands in the file already. */
  record Strict(Path knownHosts) implements HostKeyPolicy {}

  /** The key of a host that the file does not know is believed once and written to the file. */
  record TrustOnFirstUse(Path knownHosts) implements HostKeyPolicy {}
}
