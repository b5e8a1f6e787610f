package dev.vireo.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * Passwords made on this machine, one file each, readable by their owner only.
 *
 * @param directory made with mode 0700 on first use
 */
public record Secrets(Path directory) {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final int BYTES = 24;

  /** The password kept under {@code name}; made (192 random bits) where there is none yet. */
  public String password(String name) {
    var file = file(name);
    try {
      if (!Files.exists(file)) {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new LocalPlatformException(
          "The password file %s cannot be made or read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Where the password of that name is kept. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  private void write(Path file, String password) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var fresh =
        Files.createTempFile(
            directory, ".new-", "", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      Files.writeString(fresh, password + "\n", StandardCharsets.US_ASCII);
      // A link fails where another process was first; a move would replace its password.
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException anotherWasFirst) {
      // Its password is as good as ours.
      return;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
