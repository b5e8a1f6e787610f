package dev.vireo.inventory.discovery;

import dev.vireo.bus.inventory.UnreachableCause;
import dev.vireo.hypervisor.HostAddress;

/** What came of trying one address. */
public sealed interface Knock {

  /** The address that was tried. */
  HostAddress address();

  /**
   * An SSH server answers.
   *
   * @param identification what it calls itself: {@code SSH-2.0-OpenSSH_9.2}
   */
  record Found(HostAddress address, String identification) implements Knock {}

  /** No SSH server answers, and why. */
  record Nothing(HostAddress address, UnreachableCause cause, String seen) implements Knock {}
}
