package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.backup.RestorePoint;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Flips a byte of a repository, as a disk does that goes bad. */
final class Damage {

  private Damage() {}

  /** Damages one pack that the last point needs and the one before does not. */
  static void ofWhatOnlyTheLastNeeds(BackupChain chain, RestorePoint before, RestorePoint last)
      throws Exception {
    try (Stream<Path> files = Files.walk(chain.repository().resolve("data"))) {
      List<Path> packs = files.filter(Files::isRegularFile).sorted().toList();
      for (Path pack : packs) {
        String needed = chain.restic("find", "--json", "--pack", pack.getFileName().toString());
        if (needed.contains(last.dataSnapshot()) && !needed.contains(before.dataSnapshot())) {
          flip(pack);
          return;
        }
      }
      assertThat(packs).as("a pack that only the last point needs").isEmpty();
    }
  }

  private static void flip(Path pack) throws Exception {
    Files.setPosixFilePermissions(pack, PosixFilePermissions.fromString("rw-------"));
    try (RandomAccessFile file = new RandomAccessFile(pack.toFile(), "rw")) {
      file.seek(file.length() / 3);
      int was = file.read();
      file.seek(file.length() / 3);
      file.write(was ^ 1);
    }
  }
}
