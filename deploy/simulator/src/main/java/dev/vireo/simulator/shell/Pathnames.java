package dev.vireo.simulator.shell;

import java.util.ArrayList;
import java.util.List;

/** Patterns as names of files. */
final class Pathnames {
  private Pathnames() {}

  /** The paths that a pattern matches, sorted; none if nothing does. */
  static List<String> matching(String pattern, String directory, HostFiles files) {
    List<String> found = new ArrayList<>(List.of(pattern.startsWith("/") ? "/" : ""));
    for (String part : pattern.split("/")) {
      if (part.isEmpty()) {
        continue;
      }
      List<String> next = new ArrayList<>();
      for (String base : found) {
        String prefix = base.isEmpty() || base.endsWith("/") ? base : base + "/";
        String parent = VirtualFiles.resolve(directory, base.isEmpty() ? "." : base);
        for (String entry : files.list(parent)) {
          if (Glob.matches(part, entry) && (!entry.startsWith(".") || part.startsWith("."))) {
            next.add(prefix + entry);
          }
        }
      }
      found = next;
    }
    return found;
  }
}
