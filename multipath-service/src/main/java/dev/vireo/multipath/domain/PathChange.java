package dev.vireo.multipath.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path whose state differs between two reads of a host.
 *
 * @param from empty where the path is new
 * @param to empty where the path is gone
 */
public record PathChange(
    String host,
    DeviceId device,
    RuntimeName path,
    Optional<PathState> from,
    Optional<PathState> to) {

  /** Changes in the order of the earlier read, then new paths in the order of the later. */
  public static List<PathChange> between(HostStorage before, HostStorage after) {
    Map<String, Path> earlier = byName(before);
    Map<String, Path> later = byName(after);
    List<PathChange> changes = new ArrayList<>();
    for (Map.Entry<String, Path> entry : earlier.entrySet()) {
      Path was = entry.getValue();
      Path is = later.get(entry.getKey());
      Optional<PathState> now = Optional.ofNullable(is).map(Path::state);
      if (!now.equals(Optional.of(was.state()))) {
        changes.add(
            new PathChange(after.host(), was.device(), was.name(), Optional.of(was.state()), now));
      }
    }
    for (Map.Entry<String, Path> entry : later.entrySet()) {
      if (!earlier.containsKey(entry.getKey())) {
        Path is = entry.getValue();
        changes.add(
            new PathChange(
                after.host(), is.device(), is.name(), Optional.empty(), Optional.of(is.state())));
      }
    }
    return List.copyOf(changes);
  }

  private static Map<String, Path> byName(HostStorage storage) {
    Map<String, Path> paths = new LinkedHashMap<>();
    storage.paths().forEach(p -> paths.put(p.device() + " " + p.name(), p));
    return paths;
  }
}
