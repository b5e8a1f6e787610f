package dev.vireo.container.archive;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is odd about an archive's entries: how often, and the first of each kind. */
final class Oddities {

  private static final int MOST_LINKS = 100_000;

  private final Map<String, String> firsts = new LinkedHashMap<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();

  /** Links through which an entry could be written to somewhere else. */
  private final Set<String> wayOut = new HashSet<>();

  void see(TarStream.Entry entry, String path) {
    if (entry.path().startsWith("/")) {
      note("absolute path", entry.path());
    }
    if (RootPaths.climbs(entry.path())) {
      note("path that climbs out", entry.path());
    }
    if (!wayOut.isEmpty()) {
      for (int i = path.indexOf('/'); i > 0; i = path.indexOf('/', i + 1)) {
        if (wayOut.contains(path.substring(0, i))) {
          note("path through a link that leads elsewhere", entry.path());
        }
      }
    }
    switch (entry.type()) {
      case '1' -> {
        if (RootPaths.climbs(entry.link())) {
          note("hard link out of the archive", entry.path() + " -> " + entry.link());
        }
      }
      case '2' -> {
        boolean out = RootPaths.leadsOut(path, entry.link());
        if (out) {
          note("symbolic link out of the archive", entry.path() + " -> " + entry.link());
        }
        if ((out || entry.link().startsWith("/")) && wayOut.size() < MOST_LINKS) {
          wayOut.add(path);
        }
      }
      case '3', '4' -> note("device node", entry.path());
      default -> {}
    }
  }

  void note(String kind, String example) {
    firsts.putIfAbsent(kind, example.length() > 200 ? example.substring(0, 200) : example);
    counts.merge(kind, 1L, Long::sum);
  }

  List<String> inWords() {
    List<String> words = new ArrayList<>();
    firsts.forEach(
        (kind, example) -> {
          long more = counts.getOrDefault(kind, 1L) - 1;
          words.add(kind + ": " + example + (more > 0 ? " and " + more + " more" : ""));
        });
    return words;
  }
}
