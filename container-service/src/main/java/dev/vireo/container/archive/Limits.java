package dev.vireo.container.archive;

/**
 * How much of an archive is read before it counts as made to do harm.
 *
 * @param entries so many files, folders and links at most
 * @param bytes so many bytes of what it decompresses to
 * @param ratio so many times its size may it decompress to; a root file system stays far below
 * @param ratioFrom the ratio counts once so many bytes came out, for small files may be all zeros
 */
public record Limits(long entries, long bytes, int ratio, long ratioFrom) {

  /** Room for the largest templates that are about, and none for a bomb. */
  public static final Limits DEFAULT = new Limits(5_000_000, 1L << 37, 200, 256L << 20);

  /** The same, of at most so many bytes of content. */
  public Limits withContent(long most) {
    return new Limits(entries, most, ratio, ratioFrom);
  }
}
