package dev.vireo.multipath.domain;

import java.util.Map;
import java.util.Optional;

/**
 * The policy that devices of a kind shall have, wherever they turn up.
 *
 * @param id its name, {@code [a-z0-9-]{1,60}}
 */
public record Standard(String id, Match match, PolicyGoal goal, Mode mode) {

  /** What is done about a device that differs. */
  public enum Mode {
    /** It is reported. */
    REPORT,
    /** It is planned to be changed. */
    ENFORCE
  }

  /**
   * Which devices: all given patterns must fit.
   *
   * @param hostTags tags that the host must carry, with patterns for their values
   */
  public record Match(
      Optional<NamePattern> vendor,
      Optional<NamePattern> model,
      Optional<NamePattern> satp,
      Map<String, NamePattern> hostTags) {

    public Match {
      hostTags = Map.copyOf(hostTags);
      if (vendor.isEmpty() && model.isEmpty() && satp.isEmpty()) {
        throw new MalformedValue(
            "match",
            "",
            0,
            "names no device",
            "give at least one of vendor, model and satp; * fits any");
      }
    }

    public boolean fits(Device device, Map<String, String> tagsOfHost) {
      Hardware hardware = device.hardware();
      return device
              .nmp()
              .map(n -> satp.map(s -> s.matches(n.satp().value())).orElse(true))
              .orElse(false)
          && vendor.map(v -> v.matches(hardware.vendor())).orElse(true)
          && model.map(m -> m.matches(hardware.model())).orElse(true)
          && hostTags.entrySet().stream()
              .allMatch(
                  tag ->
                      tagsOfHost.containsKey(tag.getKey())
                          && tag.getValue().matches(tagsOfHost.getOrDefault(tag.getKey(), "")));
    }
  }

  public Standard {
    if (!id.matches("[a-z0-9-]{1,60}")) {
      throw new MalformedValue(
          "standard", id, 0, "is no name", "1 to 60 of a-z, 0-9 and -, e.g. svc-round-robin");
    }
  }
}
