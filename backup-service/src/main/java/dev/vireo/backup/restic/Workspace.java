package dev.vireo.backup.restic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The service's own folder on its machine, for its user alone: restic's cache, its temporary files,
 * the secrets of a running restic, and which processes were ours.
 *
 * <p>A secret lies there as long as the process that reads it runs. What a crash leaves is removed
 * at the next start.
 */
public final class Workspace {

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** No lock is believed for so long, so no process need be remembered longer. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final Path root;

  /**
   * A workspace of one process of the service; several on one machine have each its own.
   *
   * @param root made where it is missing
   */
  public Workspace(Path root) {
    this.root = root.toAbsolutePath();
    try {
      Files.createDirectories(this.root, OWNER_FOLDER);
      Files.setPosixFilePermissions(this.root, PosixFilePermissions.fromString("rwx------"));
      clear(keys());
      clear(temporary());
      for (Path folder : List.of(keys(), temporary(), pids(), caches(), listings())) {
        Files.createDirectories(folder, OWNER_FOLDER);
      }
      forgetOld();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder of the backup service, "
              + root
              + ", cannot be used: "
              + e.getMessage()
              + "; set VIREO_STATE_DIR to one that it may write",
          e);
    }
  }

  private Path keys() {
    return root.resolve("keys");
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  private Path pids() {
    return root.resolve("pids");
  }

  private Path caches() {
    return root.resolve("cache");
  }

  /** Listings of restore points that were looked at; each can be had again. */
  public Path listings() {
    return root.resolve("listings");
  }

  Path cache(String destination) {
    return caches().resolve(destination);
  }

  /** A new empty file, to be deleted by whoever asked. */
  public Path temporaryFile() throws IOException {
    return Files.createTempFile(temporary(), "part", "", OWNER_FILE);
  }

  /** A new folder for the secrets of one process. */
  Path keyFolder() throws IOException {
    return Files.createTempDirectory(keys(), "k", OWNER_FOLDER);
  }

  /** A file for its owner alone. */
  static Path secretFile(Path folder, String name, byte[] content) throws IOException {
    Path file = Files.createFile(folder.resolve(name), OWNER_FILE);
    Files.write(file, content);
    return file;
  }

  /** A process of ours has begun. */
  void began(long pid) throws IOException {
    Files.writeString(pids().resolve(Long.toString(pid)), Instant.now().toString());
  }

  /** It came to its end and took its lock with it. */
  void ended(long pid) throws IOException {
    Files.deleteIfExists(pids().resolve(Long.toString(pid)));
  }

  /** Whether a process of that id was ours, did not come to its end by itself, and is gone. */
  boolean ourDead(long pid) {
    return Files.exists(pids().resolve(Long.toString(pid))) && ProcessHandle.of(pid).isEmpty();
  }

  private void forgetOld() throws IOException {
    Instant bound = Instant.now().minus(REMEMBERED);
    try (Stream<Path> files = Files.list(pids())) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(bound)) {
          Files.delete(file);
        }
      }
    }
  }

  static void clear(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
