package dev.vireo.container.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/** Makes template archives of what a test names, by a writer that is not ours. */
public final class Archives {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

  private Archives() {
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
  }

  public static Archives archive() {
    return new Archives();
  }

  /** The head of a program for a processor, by its number in ELF. */
  public static byte[] program(int machine, boolean wide) {
    byte[] header = new byte[64];
    header[0] = 0x7f;
    header[1] = 'E';
    header[2] = 'L';
    header[3] = 'F';
    header[4] = (byte) (wide ? 2 : 1);
    header[5] = 1;
    header[18] = (byte) machine;
    header[19] = (byte) (machine >> 8);
    return header;
  }

  public Archives file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  public Archives file(String path, byte[] content) {
    try {
      TarArchiveEntry entry = new TarArchiveEntry(path, true);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The head of a file of that size, whose content is to follow. */
  public static byte[] head(String path, long size) {
    TarArchiveEntry entry = new TarArchiveEntry(path, true);
    entry.setSize(size);
    byte[] head = new byte[512];
    try {
      // As GNU writes sizes from 8 GiB on: not in octal digits.
      entry.writeEntryHeader(head, ZipEncodingHelper.getZipEncoding("UTF-8"), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return head;
  }

  public Archives link(String path, String target) {
    return entry(path, TarConstants.LF_SYMLINK, target);
  }

  Archives entry(String path, byte type, String link) {
    try {
      TarArchiveEntry entry = new TarArchiveEntry(path, type, true);
      entry.setLinkName(link);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public byte[] plain() {
    try {
      tar.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] gzip(byte[] content) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(content);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Look look() {
    return look(plain(), Limits.DEFAULT);
  }

  static Look look(byte[] archive, Limits limits) {
    try {
      return ArchiveLook.at(
          new ByteArrayInputStream(archive), "t", limits, ArchiveLook.Depth.WHOLE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
