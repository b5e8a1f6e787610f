package dev.vireo.multipath.domain;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a verdict was founded on, in plain text so that it can be stored and compared later.
 *
 * @param owner the SATP, or the plug-in where it is not NMP
 * @param psp empty outside NMP
 * @param settings of the policy, without what moves by itself
 * @param paths state by runtime name
 */
public record Fingerprint(
    String owner, String psp, String settings, SortedMap<String, String> paths) {

  public static Fingerprint of(Device device, List<Path> pathsOfDevice) {
    SortedMap<String, String> states = new TreeMap<>();
    pathsOfDevice.forEach(p -> states.put(p.name().value(), p.state().name()));
    return device
        .nmp()
        .map(
            n ->
                new Fingerprint(
                    n.satp().value(), n.psp().value(), n.pspConfig().settingsText(), states))
        .orElseGet(() -> new Fingerprint(device.claim().plugin(), "", "", states));
  }

  /** In words, the first thing that differs now; empty where nothing does. */
  public Optional<String> differsFrom(Fingerprint now) {
    if (!owner.equals(now.owner)) {
      return Optional.of("it was claimed by " + owner + " and is now by " + now.owner);
    }
    if (!psp.equals(now.psp)) {
      return Optional.of("its policy was " + psp + " and is now " + now.psp);
    }
    if (!settings.equals(now.settings)) {
      return Optional.of(
          "its configuration was '" + settings + "' and is now '" + now.settings + "'");
    }
    for (var path : paths.entrySet()) {
      String state = now.paths.get(path.getKey());
      if (state == null) {
        return Optional.of("path " + path.getKey() + " is gone");
      }
      if (!state.equals(path.getValue())) {
        return Optional.of(
            "path " + path.getKey() + " was " + path.getValue() + " and is now " + state);
      }
    }
    return now.paths.keySet().stream()
        .filter(name -> !paths.containsKey(name))
        .findFirst()
        .map(name -> "path " + name + " is new");
  }
}
