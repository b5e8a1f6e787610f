package dev.vireo.local.testing;

import dev.vireo.local.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A folder for the length of one test JVM.
 *
 * @param path exists until {@link #close}
 */
record ScratchFolder(Path path) implements AutoCloseable {

  static ScratchFolder create() {
    try {
      var path = Files.createTempDirectory("vireo-test-");
      // A database server that runs as nobody must get to its data.
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
      return new ScratchFolder(path);
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for test data", e);
    }
  }

  /**
   * A folder that outlives the JVM, for what is slow to make and never changes.
   *
   * <p>Programs are run from there, so it must be this user's alone: where the usual name is
   * somebody else's, a fresh one is made.
   */
  static Path sharedByThisUser() {
    String user = System.getProperty("user.name");
    var usual = Path.of(System.getProperty("java.io.tmpdir"), "vireo-cache-" + user);
    try {
      try {
        Files.createDirectory(
            usual,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      } catch (FileAlreadyExistsException made) {
        // Checked below, whoever made it.
      }
      boolean ours =
          Files.isDirectory(usual, LinkOption.NOFOLLOW_LINKS)
              && Files.getOwner(usual).getName().equals(user)
              && !PosixFilePermissions.toString(Files.getPosixFilePermissions(usual))
                  .matches("....w....|.......w.|....w..w.");
      return ours ? usual : Files.createTempDirectory("vireo-cache-");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for unpacked programs: " + usual, e);
    }
  }

  @Override
  public void close() {
    try {
      FileTree.delete(path);
    } catch (IOException | UncheckedIOException leftOver) {
      System.err.println("Test data was left in " + path + ": " + leftOver.getMessage());
    }
  }
}
