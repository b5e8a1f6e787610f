package dev.vireo.local.estate;

import java.util.Map;

/**
 * What is noted of a process when it is started, and found again by.
 *
 * @param name such as {@code platform} or {@code inventory}
 * @param identity which process it is
 * @param startedAt ISO-8601, UTC
 * @param ports by name, such as {@code http}
 * @param launch fingerprint of its command, environment and program files: another one means that
 *     starting it again would start something else
 */
public record ProcessRecord(
    String name,
    ProcessIdentity identity,
    String startedAt,
    Map<String, Integer> ports,
    String launch) {

  /** The same process, with ports that became known after its start. */
  ProcessRecord withPorts(Map<String, Integer> known) {
    return new ProcessRecord(name, identity, startedAt, known, launch);
  }
}
