package dev.vireo.backup.command;

import dev.vireo.backup.listing.Chosen;
import dev.vireo.backup.tar.TarEntry;
import dev.vireo.backup.tar.TarVisitor;
import java.io.IOException;
import java.io.OutputStream;

/** Hands on of an archive the entries that are meant, as they came; an archive again. */
final class Excerpt implements TarVisitor {

  private static final int BLOCK = 512;

  private final Chosen chosen;
  private final OutputStream to;
  private boolean wanted;

  Excerpt(Chosen chosen, OutputStream to) {
    this.chosen = chosen;
    this.to = to;
  }

  @Override
  public void begin(TarEntry entry, byte[] headers) throws IOException {
    wanted = chosen.has(entry.path());
    if (wanted) {
      to.write(headers);
    }
  }

  @Override
  public void data(byte[] bytes, int from, int length) throws IOException {
    if (wanted) {
      to.write(bytes, from, length);
    }
  }

  @Override
  public void end(TarEntry entry) throws IOException {
    if (wanted) {
      to.write(new byte[(int) ((BLOCK - entry.size() % BLOCK) % BLOCK)]);
    }
  }

  /** Nothing more comes. */
  void close() throws IOException {
    to.write(new byte[2 * BLOCK]);
  }
}
