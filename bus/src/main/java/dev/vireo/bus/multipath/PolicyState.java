package dev.vireo.bus.multipath;

import org.jspecify.annotations.Nullable;

/**
 * How a device selects its path: what a roll-back brings back.
 *
 * @param psp the policy
 * @param config the policy's settings as the host prints them, without counters
 * @param mode {@code PINNED}, {@code FOLLOWS_DEFAULT}, or {@code UNKNOWN}: the listings do not
 *     always show it
 * @param preferred the explicit preferred path of VMW_PSP_FIXED, if it has one
 */
public record PolicyState(String psp, String config, String mode, @Nullable String preferred) {}
