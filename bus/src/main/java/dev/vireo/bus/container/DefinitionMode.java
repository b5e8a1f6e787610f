package dev.vireo.bus.container;

/** What is done about a container that departs from its definition. */
public enum DefinitionMode {
  /** It is published. */
  REPORT,
  /** It is published, and the container is brought back. */
  ENFORCE
}
