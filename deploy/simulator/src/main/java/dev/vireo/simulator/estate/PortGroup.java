package dev.vireo.simulator.estate;

/**
 * The ALUA target port group of a path.
 *
 * @param optimised {@code AO} if so, {@code ANO} if not
 */
public record PortGroup(int id, boolean optimised, int port) {}
