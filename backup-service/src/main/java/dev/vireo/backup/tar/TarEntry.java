package dev.vireo.backup.tar;

import java.util.Locale;

/**
 * What a tar archive says of one thing in it.
 *
 * @param path relative to the folder that was archived, as {@link EntryPath} writes it; empty for
 *     the folder itself
 * @param type what it is
 * @param size of its content, in bytes; 0 for all but files
 * @param mode permissions, such as 0644
 * @param uid its owner
 * @param gid its group
 * @param modified when it was changed, in seconds since 1970
 * @param target what a link leads to, as {@link EntryPath} writes it; empty for all else
 */
public record TarEntry(
    String path, Type type, long size, int mode, long uid, long gid, long modified, String target) {

  /** What an entry is. */
  public enum Type {
    FILE,
    FOLDER,
    /** A symbolic link. */
    LINK,
    /** Another name of a file that came before. */
    SAME_FILE,
    FIFO,
    CHARACTER_DEVICE,
    BLOCK_DEVICE;

    /** As it is written in a listing. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Type of(byte flag) throws MalformedTar {
      return switch (flag) {
        case 0, '0', '7' -> FILE;
        case '1' -> SAME_FILE;
        case '2' -> LINK;
        case '3' -> CHARACTER_DEVICE;
        case '4' -> BLOCK_DEVICE;
        case '5' -> FOLDER;
        case '6' -> FIFO;
        default ->
            throw new MalformedTar(
                "an entry of type '" + (char) (flag & 0xff) + "', which is not known here");
      };
    }
  }
}
