package dev.vireo.bench.estate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders with all that is in them. */
final class Folders {

  private Folders() {}

  /** Makes a folder anew: nothing of an earlier run is in it. */
  static void renew(Path folder) {
    try {
      if (Files.exists(folder)) {
        try (var tree = Files.walk(folder)) {
          for (Path each : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
            Files.delete(each);
          }
        }
      }
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot renew " + folder, e);
    }
  }
}
