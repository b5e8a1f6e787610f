package dev.vireo.simulator.vm;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A virtual disk: a description, and a file with its data. What a snapshot keeps is one with a
 * parent, whose data file begins as those of ESX do and is otherwise empty: what runs in machines
 * is not simulated.
 */
final class VirtualDisk {
  private static final Pattern EXTENT = Pattern.compile("RW ([0-9]+) ([A-Z]+) \"([^\"]+)\"");
  private static final Pattern PARENT = Pattern.compile("parentFileNameHint=\"([^\"]+)\"");
  private static final int SECTOR = 512;

  private VirtualDisk() {}

  /**
   * What a description says.
   *
   * @param kind {@code VMFS} or {@code VMFSSPARSE}
   * @param data the path of the file with its data
   * @param parent the path of the disk that it stands on; empty for none
   */
  record Description(long sectors, String kind, String data, String parent) {}

  static Description read(EsxFiles files, String path) throws IOException {
    if (!files.isFile(path)) {
      throw new FileNotFoundException("The system cannot find the file specified (25)");
    }
    String text = new String(files.content(path), StandardCharsets.UTF_8);
    Matcher extent = EXTENT.matcher(text);
    if (!extent.find()) {
      throw new IOException("The file specified is not a virtual disk (15)");
    }
    Matcher parent = PARENT.matcher(text);
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    return new Description(
        Long.parseLong(extent.group(1)),
        extent.group(2),
        folder + extent.group(3),
        parent.find() ? beside(folder, parent.group(1)) : "");
  }

  private static String beside(String folder, String name) {
    return name.startsWith("/") ? name : folder + name;
  }

  /** Makes a thin disk of holes. */
  static void make(EsxFiles files, String path, long bytes) throws IOException {
    String base = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.vmdk$", "");
    String data = path.replaceFirst("\\.vmdk$", "-flat.vmdk");
    files.write(data, false).close();
    try (RandomAccessFile file = new RandomAccessFile(files.real(data).toFile(), "rw")) {
      file.setLength(bytes);
    }
    put(
        files,
        path,
        """
        # Disk DescriptorFile
        version=1
        encoding="UTF-8"
        CID=fffffffe
        parentCID=ffffffff
        createType="vmfs"

        # Extent description
        RW %d VMFS "%s-flat.vmdk"

        # The Disk Data Base
        #DDB

        ddb.adapterType = "lsilogic"
        ddb.thinProvisioned = "1"
        ddb.virtualHWVersion = "8"
        """
            .formatted(bytes / SECTOR, base));
  }

  /** Makes a disk that takes what is written from now on. */
  static void snapshot(EsxFiles files, String parent, String path) throws IOException {
    Description below = read(files, parent);
    String base = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.vmdk$", "");
    String data = path.replaceFirst("\\.vmdk$", "-delta.vmdk");
    put(files, data, "COWD" + "\0".repeat(2 * SECTOR - 4));
    put(
        files,
        path,
        """
        # Disk DescriptorFile
        version=1
        encoding="UTF-8"
        CID=fffffffe
        parentCID=fffffffe
        createType="vmfsSparse"
        parentFileNameHint="%s"
        # Extent description
        RW %d VMFSSPARSE "%s-delta.vmdk"

        # The Disk Data Base
        #DDB
        """
            .formatted(parent.substring(parent.lastIndexOf('/') + 1), below.sectors(), base));
  }

  /** Has a disk with a parent stand on another one. */
  static void standOn(EsxFiles files, String path, String parent) throws IOException {
    String text = new String(files.content(path), StandardCharsets.UTF_8);
    put(
        files,
        path,
        PARENT
            .matcher(text)
            .replaceFirst(
                "parentFileNameHint=\"" + parent.substring(parent.lastIndexOf('/') + 1) + "\""));
  }

  static void remove(EsxFiles files, String path) throws IOException {
    files.remove(read(files, path).data());
    files.remove(path);
  }

  private static void put(EsxFiles files, String path, String text) throws IOException {
    try (var out = files.write(path, false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
