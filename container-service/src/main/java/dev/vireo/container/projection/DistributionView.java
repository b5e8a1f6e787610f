package dev.vireo.container.projection;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which configuration a template gets on a host. */
public record DistributionView(
    String host,
    String template,
    String config,
    List<String> tried,
    List<String> usedBy,
    @Nullable String defaultIs,
    @Nullable String relative,
    @Nullable String link,
    @Nullable String advice,
    Instant at) {}
