package dev.vireo.bus.container;

/** Why something could not be done with a container. */
public enum FailureCause {
  /**
   * The host has no network configuration for the container's distribution and took another one.
   */
  NO_NETWORK_CONFIG,
  /** It runs, and its network is not as asked. */
  NETWORK_DOWN,
  /** It has its address, and its gateway does not answer. */
  GATEWAY_SILENT,
  /** It does not run any more, or its process 1 is not there. */
  INIT_DEAD,
  /** Another container or machine has the address. */
  ADDRESS_IN_USE,
  /** The address is none the host takes. */
  BAD_ADDRESS,
  /** Another container has the id. */
  ID_IN_USE,
  /** A quota could not be set, or is used up. */
  QUOTA,
  /** Another program is at work on the container. */
  LOCKED,
  /** The host does not have the template. */
  TEMPLATE_MISSING,
  /** The template could not be unpacked, or is no root file system. */
  TEMPLATE_BROKEN,
  /** There is no room on the disk. */
  DISK_FULL,
  /** There is not enough memory. */
  NO_MEMORY,
  /**
   * The kernel lacks something: a module, a virtual file system, or it is no kernel for containers
   * at all.
   */
  KERNEL,
  /** The container is marked as not to be started. */
  START_DISABLED,
  /** It runs already. */
  ALREADY_RUNNING,
  /** It does not run. */
  NOT_RUNNING,
  /** There is no such container. */
  NOT_THERE,
  /** The tool does not take a setting. */
  BAD_SETTING,
  /** The host, or its release, cannot do it. */
  UNSUPPORTED,
  /** It did not end within its time. */
  TIMED_OUT,
  /** The connection was lost on the way; the host may have gone on. */
  CONNECTION_LOST,
  /** The tool said that it was done, and a fresh read shows something else. */
  NOT_VERIFIED,
  /** Something else; the evidence has it. */
  OTHER
}
