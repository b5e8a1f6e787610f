package dev.vireo.hypervisor.credential;

import com.sun.security.auth.module.UnixSystem;
import dev.vireo.hypervisor.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Secrets kept in files. A file is read only where it lies, after all links are followed, in one of
 * the given directories, is a regular file of ours with mode 0600 or 0400, and is not larger than
 * 64 KiB: a reference from the bus can name no other file of the machine.
 */
public final class CredentialFiles {
  private static final int LARGEST = 64 * 1024;
  private static final Set<String> MODES = Set.of("rw-------", "r--------");

  private final List<Path> directories;

  /** Directories in the order in which they are searched for a relative name. */
  public CredentialFiles(List<Path> directories) {
    this.directories = List.copyOf(directories);
  }

  /** No files at all. */
  public static CredentialFiles none() {
    return new CredentialFiles(List.of());
  }

  Secret read(CredentialRef.InFile ref) throws CredentialException {
    try {
      Path file = locate(ref);
      requireSafe(ref, file);
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length == 0) {
        throw refused(ref, "the file is empty", "write the secret into it");
      }
      return Secret.owning(bytes);
    } catch (IOException e) {
      throw new CredentialException(
          new Diagnosis(
              "the credential could not be read",
              ref.text(),
              e.getClass().getSimpleName() + " on " + e.getMessage(),
              "make the file readable for the user of the service"),
          e);
    }
  }

  private Path locate(CredentialRef.InFile ref) throws IOException, CredentialException {
    List<Path> allowed = new ArrayList<>();
    for (Path directory : directories) {
      if (Files.isDirectory(directory)) {
        allowed.add(directory.toRealPath());
      }
    }
    if (allowed.isEmpty()) {
      throw refused(
          ref,
          directories.isEmpty()
              ? "the service has no credential directory"
              : "none of the credential directories " + directories + " exists",
          "configure a credential directory and put the file there");
    }
    Optional<Path> found = Optional.empty();
    for (Path directory : allowed) {
      // An absolute name resolves to itself, and is held to the same directories below.
      try {
        found = Optional.of(directory.resolve(ref.name()).toRealPath());
        break;
      } catch (NoSuchFileException next) {
        continue;
      }
    }
    if (found.isEmpty()) {
      throw refused(
          ref,
          "there is no such file in " + allowed,
          "create it with mode 0600, or correct the name");
    }
    Path file = found.get();
    if (allowed.stream().noneMatch(file::startsWith)) {
      throw refused(
          ref,
          "the file lies outside of the credential directories " + allowed,
          "move it into one of them");
    }
    return file;
  }

  private static void requireSafe(CredentialRef.InFile ref, Path file)
      throws IOException, CredentialException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(ref, file + " is not a regular file", "name the file itself");
    }
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    String mode = PosixFilePermissions.toString(permissions);
    if (!MODES.contains(mode)) {
      throw refused(
          ref,
          file + " has mode " + mode + ", so that others than its owner may use it",
          "run: chmod 600 " + shellWord(file));
    }
    Object owner = Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    long us = new UnixSystem().getUid();
    if (!(owner instanceof Integer uid) || Integer.toUnsignedLong(uid) != us) {
      throw refused(
          ref,
          file + " belongs to uid " + owner + ", the service runs as uid " + us,
          "run: chown " + us + " " + shellWord(file));
    }
    if (Files.size(file) > LARGEST) {
      throw refused(ref, file + " is larger than 64 KiB", "name the file of the secret itself");
    }
  }

  private static String shellWord(Path file) {
    return "'" + file.toString().replace("'", "'\\''") + "'";
  }

  private static CredentialException refused(CredentialRef.InFile ref, String seen, String remedy) {
    return new CredentialException(
        new Diagnosis("the credential was not used", ref.text(), seen, remedy), null);
  }
}
