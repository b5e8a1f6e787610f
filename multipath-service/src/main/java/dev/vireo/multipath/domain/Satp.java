package dev.vireo.multipath.domain;

/**
 * A storage array type plug-in of a host, and the policy that its devices get.
 *
 * @param loaded false for a placeholder, which is normal where no device of the kind is attached
 */
public record Satp(SatpName name, PspName defaultPsp, String description, boolean loaded) {}
