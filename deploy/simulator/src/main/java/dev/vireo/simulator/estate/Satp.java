package dev.vireo.simulator.estate;

/**
 * A storage array type plug-in.
 *
 * @param description what it supports, shown once a device has made the host load it
 */
public record Satp(String name, String defaultPsp, String description) {}
