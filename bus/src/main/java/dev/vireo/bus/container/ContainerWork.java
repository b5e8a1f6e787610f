package dev.vireo.bus.container;

/** What was being done to a container. */
public enum ContainerWork {
  /** It was made. */
  CREATE,
  /** It was started. */
  START,
  /** It was stopped. */
  STOP,
  /** It was stopped and started. */
  RESTART,
  /** Its settings were changed. */
  SET,
  /** A snapshot was taken. */
  SNAPSHOT,
  /** It was copied. */
  CLONE,
  /** It was moved to another host. */
  MIGRATE,
  /** It was destroyed. */
  DESTROY
}
