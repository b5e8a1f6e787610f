package dev.vireo.container.projection;

import dev.vireo.bus.container.DefinedContainer;
import dev.vireo.bus.container.DefinitionMode;
import java.time.Instant;

/** A definition that holds. */
public record DefinitionView(
    String host,
    String container,
    DefinedContainer desired,
    DefinitionMode mode,
    Instant since,
    String actor) {}
