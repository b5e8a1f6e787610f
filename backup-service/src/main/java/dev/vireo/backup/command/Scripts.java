package dev.vireo.backup.command;

import com.sun.security.auth.module.UnixSystem;
import dev.vireo.backup.domain.ItemName;
import dev.vireo.backup.domain.MalformedValue;
import dev.vireo.bus.backup.BackupFailureCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scripts that jobs name. They are files of the service's own folder, which its operator alone
 * can write: whoever may define a job chooses among them, and cannot bring one along.
 *
 * @param folder where they are
 */
record Scripts(Path folder) {

  private static final long LARGEST = 256 << 10;

  /** A name as a job gives it; null where it gives none. */
  @Nullable String checked(String field, @Nullable String name) {
    if (name == null) {
      return null;
    }
    String checked = ItemName.parse(field, name).text();
    try {
      var _ = read(checked);
    } catch (Problem p) {
      throw new MalformedValue(field, p.getMessage() + "; " + p.advice());
    }
    return checked;
  }

  /** The script of this name. */
  byte[] read(String name) throws Problem {
    Path file = folder.resolve(name);
    try {
      requireOurs(folder, true);
      requireOurs(file, false);
      if (Files.size(file) > LARGEST) {
        throw refused(file + " is larger than 256 KiB", "have it call another one on the host");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw refused(
          "there is no script " + file + " that can be read (" + e.getClass().getSimpleName() + ")",
          "put it there, for the service's user alone: chmod 700");
    }
  }

  /** Nobody else may be able to change what hosts are told. */
  private static void requireOurs(Path path, boolean isFolder) throws IOException, Problem {
    boolean fits =
        isFolder
            ? Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
            : Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    if (!fits) {
      throw refused(
          path + (isFolder ? " is no folder" : " is no file, or there is none"),
          "put the script there itself, and no link");
    }
    Object owner = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    long us = new UnixSystem().getUid();
    if (!(owner instanceof Integer uid)
        || (Integer.toUnsignedLong(uid) != us && Integer.toUnsignedLong(uid) != 0)) {
      throw refused(
          path + " belongs to uid " + owner + ", and the service runs as uid " + us,
          "chown " + us + " it");
    }
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw refused(path + " can be written by others than its owner", "chmod go-w it");
    }
  }

  private static Problem refused(String message, String advice) {
    return new Problem(BackupFailureCause.HOST_TOOL, message, advice);
  }
}
