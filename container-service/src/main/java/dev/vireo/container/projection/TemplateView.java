package dev.vireo.container.projection;

import dev.vireo.bus.container.TemplateEvidence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A template file as it was last looked at. */
public record TemplateView(
    String host,
    String folder,
    String template,
    boolean accepted,
    long bytes,
    String rule,
    @Nullable String broken,
    @Nullable Integer column,
    @Nullable String reason,
    @Nullable String suggestedName,
    @Nullable TemplateEvidence evidence,
    Instant at) {}
