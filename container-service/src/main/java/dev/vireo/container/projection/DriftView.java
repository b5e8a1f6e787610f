package dev.vireo.container.projection;

import dev.vireo.bus.container.ContainerChange;
import java.time.Instant;
import java.util.List;

/** A departure from a definition that goes on. */
public record DriftView(
    String host, String container, List<ContainerChange> departures, String mode, Instant since) {}
