package dev.vireo.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Secrets as services demand them: files that only their owner can read. */
public final class SecretFile {

  private SecretFile() {}

  /**
   * Writes a secret to a file that is not there yet.
   *
   * @return the reference to it, for commands, where the file is in the folder of credentials
   */
  public static String write(Path file, String secret) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, secret);
    return "file:" + file.getFileName();
  }
}
