package dev.vireo.simulator.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A file with one password, readable by its owner only. */
public final class PasswordFile {
  private PasswordFile() {}

  /** The password in the file, which is made first if there is none. */
  public static String read(Path file) throws IOException {
    return read(file, "");
  }

  /**
   * What is in the file; it is made first if there is none.
   *
   * @param prefix what one that is made begins with
   */
  public static String read(Path file, String prefix) throws IOException {
    if (!Files.exists(file)) {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, prefix + HexFormat.of().formatHex(random) + "\n");
    }
    return Files.readString(file, StandardCharsets.UTF_8).strip();
  }
}
