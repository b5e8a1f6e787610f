package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.ScannedSatp;

/**
 * An array type of a host, with its default as it is known.
 *
 * @param host the host
 * @param satp the array type
 */
public record SatpView(String host, ScannedSatp satp) {}
