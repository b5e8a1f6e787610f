package dev.vireo.backup.tar;

import dev.vireo.backup.tar.TarEntry.Type;
import java.io.IOException;

/**
 * Bytes of a format that is not looked into, told as one file. Where it ends is for whoever sends
 * it to say.
 */
public final class OneFile implements Passing {

  private static final int READABLE_BY_OWNER = 0600;

  private final String name;
  private final TarVisitor visitor;
  private long size;
  private boolean begun;

  /**
   * A file.
   *
   * @param name what it is called
   */
  public OneFile(String name, TarVisitor visitor) {
    this.name = name;
    this.visitor = visitor;
  }

  private TarEntry entry() {
    return new TarEntry(name, Type.FILE, size, READABLE_BY_OWNER, 0, 0, 0, "");
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      visitor.begin(entry(), new byte[0]);
    }
  }

  @Override
  public void accept(byte[] bytes, int from, int length) throws IOException {
    begin();
    size += length;
    visitor.data(bytes, from, length);
  }

  @Override
  public void finish() throws IOException {
    if (size == 0) {
      throw new MalformedTar("not a byte came");
    }
    visitor.end(entry());
  }
}
