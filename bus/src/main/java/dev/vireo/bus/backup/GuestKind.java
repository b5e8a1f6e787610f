package dev.vireo.bus.backup;

/** What kind of guest of a host something is. */
public enum GuestKind {
  /** A container: it shares the kernel of its host. */
  CONTAINER,
  /** A virtual machine. */
  VM
}
