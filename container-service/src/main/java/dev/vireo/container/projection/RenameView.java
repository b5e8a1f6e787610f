package dev.vireo.container.projection;

import java.time.Instant;

/** A rename of a template file. */
public record RenameView(
    String host, String folder, String from, String to, boolean undo, Instant at, String actor) {}
