package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.Hardware;

/**
 * A record of {@code core device list}.
 *
 * @param plugin the multipathing plug-in that claims it; empty where not told
 */
public record CoreDevice(String id, String displayName, String plugin, Hardware hardware) {}
