package dev.vireo.bus.multipath;

import org.jspecify.annotations.Nullable;

/**
 * An array type as it was read.
 *
 * @param name such as {@code VMW_SATP_SVC}
 * @param defaultPsp the policy new devices get
 * @param description the host's words
 */
public record ScannedSatp(String name, String defaultPsp, @Nullable String description) {}
