package dev.vireo.simulator.pve;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An archive of a virtual machine in the manner of Proxmox' VMA: it begins as one does, has the
 * configuration first, and of the disks only the clusters of 64 KiB that hold anything. Where a VMA
 * puts these in extents of 59, here each stands by itself.
 */
final class Vma {
  private static final byte[] MAGIC = {'V', 'M', 'A', 0};
  private static final int CLUSTER = 1 << 16;
  private static final int END = -1;

  private Vma() {}

  /** Writes one. @return the size of the disks, in bytes */
  static long write(OutputStream to, byte[] config, Map<String, Path> disks) throws IOException {
    DataOutputStream out = new DataOutputStream(to);
    out.write(MAGIC);
    out.writeInt(1);
    out.writeInt(config.length);
    out.write(config);
    long all = 0;
    for (Map.Entry<String, Path> disk : disks.entrySet()) {
      try (RandomAccessFile file = new RandomAccessFile(disk.getValue().toFile(), "r")) {
        out.writeUTF(disk.getKey());
        out.writeLong(file.length());
        all += file.length();
        clusters(file, out);
      }
    }
    out.writeUTF("");
    out.flush();
    return all;
  }

  private static void clusters(RandomAccessFile file, DataOutputStream out) throws IOException {
    byte[] cluster = new byte[CLUSTER];
    int number = 0;
    for (int n = file.read(cluster); n >= 0; n = file.read(cluster)) {
      boolean empty = true;
      for (int i = 0; i < n && empty; i++) {
        empty = cluster[i] == 0;
      }
      if (!empty) {
        out.writeInt(number);
        out.writeInt(n);
        out.write(cluster, 0, n);
      }
      number++;
    }
    out.writeInt(END);
  }

  /** Where disks come to. */
  interface Disks {
    /** An empty file for a disk of this name. */
    Path make(String name) throws IOException;
  }

  /** Reads one. @return its configuration */
  static String read(InputStream from, Disks disks) throws IOException {
    DataInputStream in = new DataInputStream(from);
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!java.util.Arrays.equals(magic, MAGIC) || in.readInt() != 1) {
      throw new IOException("wrong vma magic header");
    }
    byte[] config = in.readNBytes(in.readInt());
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (String name = in.readUTF(); !name.isEmpty(); name = in.readUTF()) {
      sizes.put(name, in.readLong());
      try (RandomAccessFile file = new RandomAccessFile(disks.make(name).toFile(), "rw")) {
        file.setLength(sizes.getOrDefault(name, 0L));
        for (int number = in.readInt(); number != END; number = in.readInt()) {
          byte[] cluster = in.readNBytes(in.readInt());
          file.seek((long) number * CLUSTER);
          file.write(cluster);
        }
      }
    }
    return new String(config, StandardCharsets.UTF_8);
  }
}
