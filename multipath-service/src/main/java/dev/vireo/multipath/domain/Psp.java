package dev.vireo.multipath.domain;

/** A path selection plug-in that a host offers. */
public record Psp(PspName name, String description) {}
