package dev.vireo.simulator.estate;

import java.util.List;

/**
 * The whole truth about a host: what a snapshot keeps and what the control endpoint shows.
 *
 * @param boots how often the host has started
 */
public record HostState(
    String name,
    Release release,
    int boots,
    List<Adapter> adapters,
    List<Satp> satps,
    List<SatpRule> rules,
    List<Device> devices) {}
