package dev.vireo.backup.tar;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a tar archive of files as their content comes. Holes are kept out of it, in GNU's format
 * 1.0, which GNU tar and bsdtar unpack as holes again.
 */
public final class TarWriter {

  /**
   * Bytes of a file that are there; all others are holes.
   *
   * @param from where they begin
   * @param length how many, at least 1
   */
  public record Stretch(long from, long length) {}

  private final Passing to;
  private long left;
  private int padding;

  /** An archive that is handed to {@code to}. */
  public TarWriter(Passing to) {
    this.to = to;
  }

  /** Begins a file without holes. */
  public void file(String path, long size) throws IOException {
    give(TarHeaders.file(path.getBytes(UTF_8), size));
    content(size);
  }

  /**
   * Begins a file with holes; its content is that of the stretches, one after the other.
   *
   * @param size of the file, holes and all
   */
  public void file(String path, long size, List<Stretch> stretches) throws IOException {
    StringBuilder map = new StringBuilder();
    long data = 0;
    // A last stretch of nothing says where a hole at the end ends.
    map.append(stretches.size() + 1).append('\n');
    for (Stretch each : stretches) {
      map.append(each.from()).append('\n').append(each.length()).append('\n');
      data += each.length();
    }
    map.append(size).append("\n0\n");
    byte[] said = map.toString().getBytes(US_ASCII);
    long mapped = said.length + (long) TarHeaders.padding(said.length);
    Map<String, String> records = new LinkedHashMap<>();
    records.put("GNU.sparse.major", "1");
    records.put("GNU.sparse.minor", "0");
    records.put("GNU.sparse.name", path);
    records.put("GNU.sparse.realsize", Long.toString(size));
    give(TarHeaders.file(("GNUSparseFile.0/" + path).getBytes(UTF_8), mapped + data, records));
    give(said);
    give(new byte[TarHeaders.padding(said.length)]);
    content(data);
  }

  private void content(long size) {
    left = size;
    padding = TarHeaders.padding(size);
  }

  /** Some of the content of the file that was begun. */
  public void data(byte[] bytes, int from, int length) throws IOException {
    if (length > left) {
      throw new IllegalStateException("more than was said");
    }
    to.accept(bytes, from, length);
    left -= length;
  }

  /** The file that was begun has come whole. */
  public void endOfFile() throws IOException {
    if (left > 0) {
      throw new IllegalStateException("less than was said");
    }
    give(new byte[padding]);
    padding = 0;
  }

  /** No file follows. */
  public void end() throws IOException {
    give(new byte[2 * TarHeaders.BLOCK]);
  }

  private void give(byte[] bytes) throws IOException {
    to.accept(bytes, 0, bytes.length);
  }
}
