package dev.vireo.bus.multipath;

/** What a plan changes. */
public enum PlanKind {
  /** The path selection policy of devices. */
  PATH_POLICY,
  /** The default policy of a storage array type. */
  SATP_DEFAULT,
  /** A claim rule of a storage array type. */
  CLAIM_RULE
}
