package dev.vireo.multipath.domain;

/** What a host says about a yes-or-no property; old releases do not tell all of them. */
public enum Told {
  YES,
  NO,
  NOT_TOLD
}
