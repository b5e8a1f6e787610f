package dev.vireo.backup.projection;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A diagnosis of a connection, as its event tells it.
 *
 * @param diagnosis the event's body, with each check and its evidence
 */
public record DiagnosisView(
    String target,
    String kind,
    String cause,
    String confidence,
    JsonNode diagnosis,
    Instant at,
    String actor) {}
