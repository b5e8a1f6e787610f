package dev.vireo.simulator.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Long options that have a letter too. */
final class GnuOptions {
  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("--no-clobber", "-n"),
          Map.entry("--no-target-directory", "-T"),
          Map.entry("--force", "-f"),
          Map.entry("--recursive", "-r"),
          Map.entry("--symbolic", "-s"),
          Map.entry("--no-dereference", "-n"),
          Map.entry("--dereference", "-L"),
          Map.entry("--archive", "-a"),
          Map.entry("--test", "-t"),
          Map.entry("--list", "-l"),
          Map.entry("--quiet", "-q"),
          Map.entry("--decompress", "-d"),
          Map.entry("--stdout", "-c"),
          Map.entry("--portability", "-P"),
          Map.entry("--all", "-a"));

  private GnuOptions() {}

  /** The words with long options as letters, {@code --bytes=9} as {@code -c9}. */
  static List<String> shortened(List<String> words) {
    List<String> shortened = new ArrayList<>();
    boolean options = true;
    for (String word : words) {
      options &= !word.equals("--");
      if (!options) {
        shortened.add(word);
      } else if (word.startsWith("--bytes=")) {
        shortened.add("-c" + word.substring(8));
      } else if (word.startsWith("--format=")) {
        shortened.add("-c" + word.substring(9));
      } else if (word.startsWith("--lines=")) {
        shortened.add("-n" + word.substring(8));
      } else {
        shortened.add(LETTERS.getOrDefault(word, word));
      }
    }
    return shortened;
  }
}
