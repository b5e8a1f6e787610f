package dev.vireo.multipath.inspect;

/**
 * Something in a capture that an operator should look at.
 *
 * @param file where the device or SATP is listed
 * @param subject the device or SATP
 * @param id stable, for programs: {@code svc-not-round-robin}
 * @param words what was seen and what it means
 */
public record Finding(String file, String subject, String id, String words) {}
