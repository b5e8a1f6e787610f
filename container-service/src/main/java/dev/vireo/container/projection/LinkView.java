package dev.vireo.container.projection;

import java.time.Instant;

/** A link to a distribution configuration that was made. */
public record LinkView(
    String host, String link, String folder, String config, Instant at, String actor) {}
