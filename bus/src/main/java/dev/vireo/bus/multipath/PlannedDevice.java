package dev.vireo.bus.multipath;

import dev.vireo.bus.Absent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan says of one device. For plans of array types, the array type stands in the device's
 * place.
 *
 * @param device the device or array type
 * @param name display name
 * @param satp array type
 * @param verdict what is done
 * @param reason why, in words
 * @param from how it was when the plan was made; null where it has no policy
 * @param to how it shall be; null where it is not changed
 * @param roundRobin how round robin shall rotate on it; null: as it does
 * @param rules what speaks against a change, or was set aside
 * @param fingerprint what the plan was made from; a device that no longer has it makes the plan
 *     stale
 */
public record PlannedDevice(
    String device,
    @Nullable String name,
    @Nullable String satp,
    Verdict verdict,
    String reason,
    @Nullable PolicyState from,
    @Nullable PolicyState to,
    @Nullable RoundRobin roundRobin,
    List<BrokenRule> rules,
    String fingerprint) {

  public PlannedDevice {
    rules = Absent.orEmpty(rules);
  }
}
