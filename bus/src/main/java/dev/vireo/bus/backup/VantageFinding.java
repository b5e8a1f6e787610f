package dev.vireo.bus.backup;

/**
 * What one place alone would conclude.
 *
 * @param from the place: a registered host, or {@code here}
 * @param cause the cause as seen from there
 * @param confidence how sure that is
 */
public record VantageFinding(String from, ConnectionCause cause, DiagnosisConfidence confidence) {}
