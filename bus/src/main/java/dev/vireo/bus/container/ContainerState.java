package dev.vireo.bus.container;

/** What a container is doing. */
public enum ContainerState {
  /** It runs. */
  RUNNING,
  /** It does not. */
  STOPPED,
  /** It does not, and its file system is mounted. */
  MOUNTED,
  /** It is frozen in memory or on disk. */
  SUSPENDED,
  /** The host says something else. */
  UNKNOWN
}
