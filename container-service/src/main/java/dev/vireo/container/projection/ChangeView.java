package dev.vireo.container.projection;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Something that was done to a container, or failed.
 *
 * @param what the type of its event
 * @param detail the body of its event
 */
public record ChangeView(
    String host,
    String container,
    String what,
    JsonNode detail,
    String actor,
    String correlation,
    Instant at) {}
