package dev.vireo.multipath.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A device that is not as a standard wants it.
 *
 * @param found policy and settings that it has, as printed
 * @param words what differs
 */
public record Drift(
    String host, DeviceId device, Standard standard, PspName psp, String found, String words) {

  /** All drift of one host, in the order of its devices, then of the standards. */
  public static List<Drift> between(
      List<Standard> standards, HostStorage host, Map<String, String> hostTags) {
    List<Drift> all = new ArrayList<>();
    for (Device device : host.devices()) {
      device
          .nmp()
          .ifPresent(
              nmp ->
                  standards.stream()
                      .filter(s -> s.match().fits(device, hostTags))
                      .forEach(
                          s ->
                              s.goal()
                                  .unmetBy(nmp)
                                  .ifPresent(
                                      words ->
                                          all.add(
                                              new Drift(
                                                  host.host(),
                                                  device.id(),
                                                  s,
                                                  nmp.psp(),
                                                  nmp.pspConfig().settingsText(),
                                                  words)))));
    }
    return List.copyOf(all);
  }
}
