package dev.vireo.backup.catalogue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something in a restore point.
 *
 * @param point the restore point
 * @param at the time that it shows
 * @param path relative to the folder that was backed up
 */
public record FileView(
    String point,
    Instant at,
    String path,
    String type,
    long size,
    String mode,
    long uid,
    long gid,
    Instant changed,
    @Nullable String target,
    @Nullable String sha256) {}
