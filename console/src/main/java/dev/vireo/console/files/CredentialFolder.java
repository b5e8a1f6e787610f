package dev.vireo.console.files;

import dev.vireo.console.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Where the services of this machine look for secrets: {@code credentials/} in Vireo's home. What
 * goes over the bus is a reference to a file in it, never the secret.
 *
 * @param home Vireo's home; empty where the services run elsewhere
 */
public record CredentialFolder(Optional<Path> home) {

  private static final Set<String> PRIVATE = Set.of("rw-------", "r--------");
  private static final int LARGEST = 64 * 1024;

  /** What a secret is used as; also the ending of its file's name. */
  public enum Use {
    PASSWORD("password"),
    PRIVATE_KEY("key"),
    PASSPHRASE("passphrase"),
    /** The password or the token's secret of a host's API. */
    API_SECRET("api-secret"),
    /** What a repository of backups is encrypted with. */
    REPOSITORY_PASSWORD("repository-password");

    private final String ending;

    Use(String ending) {
      this.ending = ending;
    }
  }

  /**
   * A reference to a secret that a service can follow.
   *
   * @param text such as {@code file:esx-01.password}
   * @param note what is left to do for somebody; empty: nothing
   */
  public record Reference(String text, String note) {}

  /**
   * Puts a copy of the secret, mode 0600, where the services read it. Without a home it stays where
   * it is, and the note says what is to be done.
   *
   * @param owner name of the host or vCenter it belongs to; letters, digits, {@code . _ -}
   * @throws Trouble if the file is not there, or others than its owner may use it
   */
  public Reference keep(Path secret, String owner, Use use) {
    requirePrivate(secret);
    if (home.isEmpty()) {
      String name = String.valueOf(secret.getFileName());
      return new Reference(
          "file:" + name,
          "VIREO_HOME is not set, so the file was not copied: the service must find it as "
              + name
              + " (mode 0600) in its own credential folder");
    }
    Path folder = home.get().resolve("credentials");
    String name = owner + "." + use.ending;
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      copy(secret, folder.resolve(name));
    } catch (IOException e) {
      throw Trouble.failed(
          "The credential could not be copied to " + folder.resolve(name) + ": " + e,
          "make " + folder + " writable for you",
          e);
    }
    return new Reference("file:" + name, "");
  }

  private static void copy(Path secret, Path target) throws IOException {
    if (Files.exists(target) && Files.isSameFile(secret, target)) {
      return;
    }
    byte[] bytes = Files.readAllBytes(secret);
    Path fresh =
        Files.createTempFile(
            target.getParent(),
            "." + target.getFileName(),
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(fresh, bytes, StandardOpenOption.TRUNCATE_EXISTING);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      java.util.Arrays.fill(bytes, (byte) 0);
      Files.deleteIfExists(fresh);
    }
  }

  private static void requirePrivate(Path secret) {
    if (!Files.isRegularFile(secret)) {
      throw Trouble.refused(
          "The credential file " + secret + " is not there, or is no file",
          "name the file that holds the secret");
    }
    try {
      Path file = secret.toRealPath();
      String mode =
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
      if (!PRIVATE.contains(mode)) {
        throw Trouble.refused(
            "The credential file "
                + secret
                + " has mode "
                + mode
                + ": others than its owner may use it",
            "run: chmod 600 '" + secret.toString().replace("'", "'\\''") + "'");
      }
      long size = Files.size(file);
      if (size == 0 || size > LARGEST) {
        throw Trouble.refused(
            "The credential file " + secret + " has " + size + " bytes, which is no secret",
            "name the file that holds the password, key or passphrase, 64 KiB at most");
      }
    } catch (IOException e) {
      throw Trouble.refused(
          "The credential file " + secret + " cannot be read: " + e, "make it readable for you");
    }
  }
}
