package dev.vireo.simulator.disk;

import dev.vireo.simulator.shell.VirtualFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Unpacks an archive of a host into a folder of it. */
public final class Unpacking {
  private Unpacking() {}

  /**
   * Unpacks all of it, as tar does until something fails.
   *
   * @param inside the folder, as who is rooted there sees it
   * @return how many bytes the files have
   * @throws java.io.EOFException if the archive is cut short
   * @throws IOException if it isn't one, or no room is left
   */
  public static long unpack(DiskFiles host, String archive, DiskFiles inside) throws IOException {
    try (InputStream raw = host.read(archive)) {
      return unpack(raw, inside);
    }
  }

  /** Unpacks what comes in a stream, likewise. */
  public static long unpack(InputStream raw, DiskFiles inside) throws IOException {
    long bytes = 0;
    TarReader tar = new TarReader(Archive.open(raw));
    for (Optional<TarReader.Entry> next = tar.next(); next.isPresent(); next = tar.next()) {
      put(inside, tar, next.get());
      bytes += next.get().size();
    }
    return bytes;
  }

  /** Unpacks one entry as root would, inside the new root whatever its name says; no devices. */
  private static void put(DiskFiles inside, TarReader tar, TarReader.Entry entry)
      throws IOException {
    String path = VirtualFiles.resolve("/", entry.path());
    switch (entry.type()) {
      case '5' -> inside.makeDirectories(path);
      case '2' -> {
        inside.remove(path);
        inside.link(entry.target(), path);
      }
      case '1' -> inside.hardLink(VirtualFiles.resolve("/", entry.target()), path);
      case '0' -> {
        inside.makeDirectories(path.substring(0, Math.max(1, path.lastIndexOf('/'))));
        try (OutputStream out = inside.write(path, false)) {
          out.write(tar.content());
        }
        inside.permit(path, entry.mode());
      }
      default -> {}
    }
  }
}
