package dev.vireo.bus.container;

/** Where a container came from. */
public enum ContainerOrigin {
  /** It was made from a template. */
  TEMPLATE,
  /** It was copied from another container of the host. */
  CLONE,
  /** It came from another host. */
  MIGRATION
}
