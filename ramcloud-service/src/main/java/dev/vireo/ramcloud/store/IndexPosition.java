package dev.vireo.ramcloud.store;

/** An object in the order of an index: by its secondary key, then by its primary key. */
public record IndexPosition(byte[] secondaryKey, byte[] primaryKey) {}
