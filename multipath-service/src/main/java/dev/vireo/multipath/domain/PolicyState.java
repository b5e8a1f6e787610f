package dev.vireo.multipath.domain;

/** The policy that a device has: what a roll-back must bring back. */
public record PolicyState(PspName psp, PspConfig config, PolicyMode mode) {}
