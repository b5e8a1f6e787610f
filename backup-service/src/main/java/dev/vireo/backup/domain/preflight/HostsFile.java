package dev.vireo.backup.domain.preflight;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a hosts file (hosts(5)) says for a name. */
public final class HostsFile {

  private HostsFile() {}

  /** The addresses of the name in the text of a hosts file, sorted; comments end at '#'. */
  public static List<String> addresses(String text, String name) {
    String wanted = Target.plain(name);
    Set<String> found = new TreeSet<>();
    for (String line : text.split("\\R")) {
      String[] words = line.replaceFirst("#.*", "").strip().split("\\s+");
      for (int i = 1; i < words.length; i++) {
        if (Target.plain(words[i]).equals(wanted)) {
          found.add(words[0]);
        }
      }
    }
    return List.copyOf(found);
  }
}
