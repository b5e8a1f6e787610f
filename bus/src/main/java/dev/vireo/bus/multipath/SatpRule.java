package dev.vireo.bus.multipath;

import org.jspecify.annotations.Nullable;

/**
 * A claim rule of an array type: which devices it takes, and which policy they get.
 *
 * @param satp the array type it claims for
 * @param vendor vendor to match, as the device says it
 * @param model model to match
 * @param driver driver to match
 * @param transport transport to match
 * @param claimOption array option to match, such as {@code tpgs_on}
 * @param psp policy for what it claims
 * @param pspOption the policy's options, such as {@code iops=1}
 * @param description a word for the next reader
 */
public record SatpRule(
    String satp,
    @Nullable String vendor,
    @Nullable String model,
    @Nullable String driver,
    @Nullable String transport,
    @Nullable String claimOption,
    @Nullable String psp,
    @Nullable String pspOption,
    @Nullable String description) {}
