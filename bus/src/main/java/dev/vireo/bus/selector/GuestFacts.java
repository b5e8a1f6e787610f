package dev.vireo.bus.selector;

/**
 * A guest as its host lists it.
 *
 * @param kind {@code container} or {@code vm}
 * @param id what the host calls it: a number, or the name of a container of plain LXC
 * @param name its own name; empty where it has none
 */
public record GuestFacts(String kind, String id, String name) {}
