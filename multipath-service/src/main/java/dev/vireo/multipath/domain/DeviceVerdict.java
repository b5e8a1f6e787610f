package dev.vireo.multipath.domain;

import java.util.List;
import java.util.Optional;

/**
 * @param foundedOn what the host showed when the verdict was given
 */
public record DeviceVerdict(
    DeviceId device, String displayName, Verdict verdict, Fingerprint foundedOn) {

  /** In words, why the verdict no longer holds on the host as it is now; empty where it does. */
  public Optional<String> stale(HostStorage now) {
    Optional<Device> found = now.device(device);
    if (found.isEmpty()) {
      return Optional.of(
          device
              + (now.pathsOf(device).isEmpty()
                  ? " is no longer on " + now.host()
                  : " on " + now.host() + " changed since the plan: NMP claims it no longer"));
    }
    List<Path> paths = now.pathsOf(device);
    return foundedOn
        .differsFrom(Fingerprint.of(found.get(), paths))
        .map(words -> device + " on " + now.host() + " changed since the plan: " + words);
  }
}
