package dev.vireo.bus;

/** How far something has come: no fact, on the progress topic, kept seven days. */
public interface Tick extends Event {}
