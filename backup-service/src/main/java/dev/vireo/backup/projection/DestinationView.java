package dev.vireo.backup.projection;

import dev.vireo.bus.inventory.HostKeyTrust;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A destination, as the events tell it. Secrets are references. */
public record DestinationView(
    String destination,
    String url,
    String password,
    @Nullable String user,
    @Nullable String secret,
    HostKeyTrust trust,
    int keepFreeMiB,
    int readAllInDays,
    int atOnce,
    Instant since,
    String actor,
    @Nullable String repository,
    @Nullable String restic,
    @Nullable Instant readyAt,
    @Nullable Long freeBytes,
    @Nullable Instant checkedAt,
    @Nullable Boolean sound,
    @Nullable Integer lastShare,
    @Nullable Integer lastOf) {}
