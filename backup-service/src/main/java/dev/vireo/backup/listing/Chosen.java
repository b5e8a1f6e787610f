package dev.vireo.backup.listing;

import dev.vireo.backup.domain.ClimbingPath;
import dev.vireo.backup.domain.MalformedValue;
import java.util.List;

/**
 * Which entries of a restore point are meant.
 *
 * @param paths files and folders, each with all that is in it; empty: all
 */
public record Chosen(List<String> paths) {

  public Chosen {
    paths = List.copyOf(paths);
  }

  /**
   * Reads paths as a listing writes them.
   *
   * @throws MalformedValue for one that is absolute, climbs out, or lies in another of them
   */
  public static Chosen parse(String field, List<String> paths) {
    for (String path : paths) {
      if (path.isEmpty() || path.startsWith("/") || path.endsWith("/") || ClimbingPath.is(path)) {
        throw new MalformedValue(
            field,
            "'"
                + path
                + "' is no path within a restore point: it is relative to the folder that was"
                + " backed up, without '.', '..' and a '/' at its end, such as etc/hosts");
      }
    }
    for (String path : paths) {
      for (String other : paths) {
        if (path.startsWith(other + "/")) {
          throw new MalformedValue(field, path + " lies in " + other + ", which is meant already");
        }
      }
    }
    return new Chosen(paths.stream().distinct().toList());
  }

  public boolean all() {
    return paths.isEmpty();
  }

  /** Whether an entry is meant. */
  public boolean has(String path) {
    return all()
        || paths.stream().anyMatch(chosen -> path.equals(chosen) || path.startsWith(chosen + "/"));
  }
}
