package dev.vireo.multipath.domain;

/** Whether a device was given its policy for good, or follows its claim rule or SATP. */
public enum PolicyMode {
  /** It follows; only known where it was put so by {@code --default}. */
  FOLLOWS_DEFAULT,
  /** It was given its policy by {@code --psp} and keeps it whatever its SATP's default becomes. */
  PINNED,
  /**
   * Its policy equals its default, so it may follow or be pinned to the same: a listing does not
   * show which.
   */
  UNKNOWN
}
