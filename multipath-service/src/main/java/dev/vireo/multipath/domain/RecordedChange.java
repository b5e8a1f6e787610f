package dev.vireo.multipath.domain;

/**
 * One change that was made and verified: an entry of the journal that a roll-back goes by.
 *
 * @param from what the device had before
 */
public record RecordedChange(DeviceId device, PolicyState from, PolicyGoal to) {}
