package dev.vireo.backup.listing;

import dev.vireo.backup.tar.TarEntry;
import dev.vireo.backup.tar.TarVisitor;
import dev.vireo.bus.codec.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Lists what passes by in an archive, with the SHA-256 of each file. The lines are kept in a file
 * until all has passed: only then is it known what the first and the last line say.
 */
public final class ListingWriter implements TarVisitor, AutoCloseable {

  private final Path lines;
  private final OutputStream out;
  private final MessageDigest all = Digests.sha256();
  private @Nullable MessageDigest current;
  private long entries;
  private final AtomicLong files = new AtomicLong();
  private long folders;
  private final AtomicLong bytes = new AtomicLong();

  /**
   * A listing of nothing yet.
   *
   * @param lines an empty file for it; deleted when this is closed
   */
  public ListingWriter(Path lines) throws IOException {
    this.lines = lines;
    this.out = new BufferedOutputStream(Files.newOutputStream(lines), 1 << 16);
  }

  @Override
  public void begin(TarEntry entry, byte[] headers) {
    current = entry.type() == TarEntry.Type.FILE ? Digests.sha256() : null;
  }

  @Override
  public void data(byte[] piece, int from, int length) {
    if (current != null) {
      current.update(piece, from, length);
    }
  }

  @Override
  public void end(TarEntry entry) throws IOException {
    ListedEntry listed = ListedEntry.of(entry, current == null ? null : Digests.hex(current));
    current = null;
    byte[] line = line(listed);
    all.update(line);
    out.write(line);
    entries++;
    if (listed.file()) {
      files.incrementAndGet();
      bytes.addAndGet(entry.size());
    } else if (listed.folder()) {
      folders++;
    }
  }

  /** Files that have passed whole; may be asked by any thread. */
  public long files() {
    return files.get();
  }

  /** Their size, in bytes; may be asked by any thread. */
  public long bytes() {
    return bytes.get();
  }

  /** All has passed: what the last line says. Once. */
  public ListingEnd end() throws IOException {
    out.close();
    return new ListingEnd(entries, files.get(), folders, bytes.get(), Digests.hex(all));
  }

  /** Writes the whole listing, after {@link #end}. */
  public void copyTo(OutputStream to, ListingHead head, ListingEnd end) throws IOException {
    to.write(line(head));
    Files.copy(lines, to);
    to.write(line(end));
  }

  private static byte[] line(Object value) throws IOException {
    byte[] json = Json.MAPPER.writeValueAsBytes(value);
    byte[] line = new byte[json.length + 1];
    System.arraycopy(json, 0, line, 0, json.length);
    line[json.length] = '\n';
    return line;
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(lines);
  }
}
