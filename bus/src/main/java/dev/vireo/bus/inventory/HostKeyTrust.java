package dev.vireo.bus.inventory;

/** How a host's SSH key is judged. */
public enum HostKeyTrust {
  /** Only a key that stands in known_hosts is accepted. */
  STRICT,
  /** An unknown host's first key is accepted and kept; a changed one is refused ever after. */
  TRUST_ON_FIRST_USE
}
