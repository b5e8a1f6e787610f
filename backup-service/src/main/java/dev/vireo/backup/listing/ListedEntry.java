package dev.vireo.backup.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vireo.backup.tar.TarEntry;
import org.jspecify.annotations.Nullable;

/**
 * One thing in a restore point.
 *
 * @param path relative to the folder that was backed up; empty for the folder itself. Bytes that
 *     are no printable UTF-8 stand as {@code \xNN}
 * @param type {@code file}, {@code folder}, {@code link}, {@code same_file}, {@code fifo}, {@code
 *     character_device} or {@code block_device}
 * @param size of a file, in bytes
 * @param mode its permissions, in octal
 * @param uid its owner
 * @param gid its group
 * @param modified when it was changed, in seconds since 1970
 * @param target what a link leads to
 * @param sha256 of a file's content
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListedEntry(
    String path,
    String type,
    long size,
    String mode,
    long uid,
    long gid,
    long modified,
    @Nullable String target,
    @Nullable String sha256) {

  static ListedEntry of(TarEntry e, @Nullable String sha256) {
    return new ListedEntry(
        e.path(),
        e.type().word(),
        e.size(),
        Integer.toOctalString(e.mode()),
        e.uid(),
        e.gid(),
        e.modified(),
        e.target().isEmpty() ? null : e.target(),
        sha256);
  }

  /** Whether it is a file. */
  public boolean file() {
    return type.equals(TarEntry.Type.FILE.word());
  }

  boolean folder() {
    return type.equals(TarEntry.Type.FOLDER.word());
  }

  /** Whether it is another name of a file. */
  public boolean sameFile() {
    return type.equals(TarEntry.Type.SAME_FILE.word());
  }
}
