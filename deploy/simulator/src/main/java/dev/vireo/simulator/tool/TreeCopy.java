package dev.vireo.simulator.tool;

import dev.vireo.simulator.disk.DiskFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies a folder with all that is in it, on one disk or to another; links stay links. */
public final class TreeCopy {

  private TreeCopy() {}

  public static void copy(DiskFiles from, String source, DiskFiles to, String target)
      throws IOException {
    to.makeDirectories(target);
    for (String name : from.list(source)) {
      String each = source + "/" + name;
      String copy = target + "/" + name;
      if (from.isLink(each)) {
        to.link(from.status(each, false).target(), copy);
      } else if (from.isDirectory(each)) {
        copy(from, each, to, copy);
      } else {
        try (InputStream in = from.read(each);
            OutputStream out = to.write(copy, false)) {
          in.transferTo(out);
        }
        to.permit(copy, from.status(each, false).mode() & 07777);
      }
    }
  }
}
