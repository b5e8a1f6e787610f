package dev.vireo.simulator.disk;

import java.time.Instant;

/**
 * What {@code stat} says.
 *
 * @param mode type and permissions, as {@code st_mode} has them
 * @param target of a symbolic link; empty otherwise
 */
public record FileStatus(
    int mode, long size, Instant modified, int links, long inode, String target) {
  private static final int TYPE = 0170000;

  public boolean isDirectory() {
    return (mode & TYPE) == 0040000;
  }

  public boolean isLink() {
    return (mode & TYPE) == 0120000;
  }

  /** As {@code ls -l} shows it: {@code -rw-r--r--}. */
  public String modeText() {
    StringBuilder text = new StringBuilder();
    text.append(isDirectory() ? 'd' : isLink() ? 'l' : '-');
    for (int bit = 8; bit >= 0; bit--) {
      text.append((mode >> bit & 1) == 0 ? '-' : "xwr".charAt(bit % 3));
    }
    return text.toString();
  }
}
