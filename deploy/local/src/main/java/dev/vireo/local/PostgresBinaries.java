package dev.vireo.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked from the Maven artifact for this operating system.
 *
 * @param directory holds {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path directory) {

  /** Also the folder's name, so that another version is unpacked beside and not over it. */
  private static final String VERSION = "17.5.0";

  private static final int EXECUTABLE = 0100;

  /**
   * Unpacks into a sub-folder of {@code cache}, once; safe where several processes do so together.
   *
   * @throws LocalPlatformException where there are no binaries for this machine, or no room
   */
  static PostgresBinaries unpack(Path cache) {
    var directory = cache.resolve("postgres-" + VERSION).toAbsolutePath();
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(cache);
        try (var lock =
                FileChannel.open(
                    cache.resolve("unpack.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            var held = lock.lock()) {
          if (!Files.isDirectory(directory)) {
            var half = Files.createTempDirectory(cache, "unpacking-");
            // Readable by all: an unprivileged server process may run another user's binaries.
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
            extract(half);
            Files.move(half, directory, StandardCopyOption.ATOMIC_MOVE);
          }
        }
      }
    } catch (IOException e) {
      throw new LocalPlatformException(
          "PostgreSQL's binaries could not be unpacked to %s: %s. About 60 MB are needed there."
              .formatted(directory, e.getMessage()),
          e);
    }
    return new PostgresBinaries(directory);
  }

  /** The path of one of its programs, such as {@code initdb}. */
  Path program(String name) {
    return directory.resolve("bin").resolve(name);
  }

  private static void extract(Path target) throws IOException {
    String resource = resourceName();
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new LocalPlatformException(
            "No PostgreSQL binaries for this machine (%s on the class path). Supported are Linux and macOS on x86-64 and arm64."
                .formatted(resource));
      }
      try (var tar =
          new TarArchiveInputStream(
              new BufferedInputStream(
                  new XZCompressorInputStream(new BufferedInputStream(packed, 1 << 16)),
                  1 << 16))) {
        TarArchiveEntry entry;
        while ((entry = tar.getNextEntry()) != null) {
          unpack(tar, entry, target);
        }
      }
    }
  }

  private static void unpack(InputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    var path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("the archive names a file outside of itself: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(path, target.resolve(entry.getLinkName()));
    } else {
      Files.copy(tar, path);
      boolean executable = (entry.getMode() & EXECUTABLE) != 0;
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static String resourceName() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String platform = system.startsWith("mac") ? "darwin" : "linux";
    String architecture =
        switch (machine) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> machine;
        };
    return "/postgres-" + platform + "-" + architecture + ".txz";
  }
}
