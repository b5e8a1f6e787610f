package dev.vireo.bus.inventory;

/** What a credential reference leads to. */
public enum CredentialKind {
  PASSWORD,
  PRIVATE_KEY,
  /** The keys of the SSH agent of the service's own account. */
  AGENT
}
