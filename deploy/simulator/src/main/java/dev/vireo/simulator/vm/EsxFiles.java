package dev.vireo.simulator.vm;

import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.disk.Room;
import dev.vireo.simulator.shell.HostFiles;
import dev.vireo.simulator.shell.VirtualFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An ESX host's files: its ramdisk, and below {@code /vmfs/volumes} one datastore in a real folder.
 * A datastore is a folder with an identity for a name, and a link with its label. It is made when
 * somebody first looks: most hosts of a large data centre never use theirs.
 */
public final class EsxFiles implements HostFiles {
  /** Where datastores are. */
  public static final String VOLUMES = "/vmfs/volumes";

  /** The label of the one datastore. */
  public static final String LABEL = "datastore1";

  /** What a file says that a machine holds. */
  static final String BUSY = "Device or resource busy";

  private static final long SIZE = 500L << 30;

  private final VirtualFiles ramdisk;
  private final Supplier<Path> where;
  private final String identity;
  private final Room room = new Room(SIZE);
  private Predicate<String> held = path -> false;
  private @Nullable DiskFiles volumes;

  /**
   * @param where the folder for datastores; asked when it is first needed
   * @param identity the datastore's
   */
  public EsxFiles(VirtualFiles ramdisk, Supplier<Path> where, String identity) {
    this.ramdisk = ramdisk;
    this.where = where;
    this.identity = identity;
  }

  /** From now on files of which that is said cannot be opened. */
  void held(Predicate<String> byMachine) {
    held = byMachine;
  }

  /** The files below {@link #VOLUMES}, by paths from there. */
  synchronized DiskFiles volumes() {
    if (volumes == null) {
      try {
        DiskFiles made = new DiskFiles(where.get(), room);
        if (!made.isDirectory("/" + identity)) {
          made.makeDirectories("/" + identity);
          made.link(identity, "/" + LABEL);
        }
        volumes = made;
      } catch (IOException e) {
        throw new UncheckedIOException("a folder for datastores can't be made", e);
      }
    }
    return volumes;
  }

  /** What is left on the datastore, and how large it is. */
  public Room room() {
    return room;
  }

  private static boolean below(String path) {
    return path.equals(VOLUMES) || path.startsWith(VOLUMES + "/");
  }

  /** The path below {@link #VOLUMES}. */
  static String inside(String path) {
    return path.equals(VOLUMES) ? "/" : path.substring(VOLUMES.length());
  }

  /** Where a file of a datastore really lies. */
  public Path real(String path) throws IOException {
    return volumes().real(inside(path));
  }

  /** The path with the datastore's identity instead of its label. */
  String canonical(String path) throws IOException {
    return VOLUMES + volumes().canonical(inside(path));
  }

  @Override
  public boolean isDirectory(String path) {
    return below(path) ? volumes().isDirectory(inside(path)) : ramdisk.isDirectory(path);
  }

  @Override
  public boolean isFile(String path) {
    return below(path) ? volumes().isFile(inside(path)) : ramdisk.isFile(path);
  }

  @Override
  public boolean isLink(String path) {
    return below(path) && volumes().isLink(inside(path));
  }

  @Override
  public long size(String path) {
    return below(path) ? volumes().size(inside(path)) : ramdisk.size(path);
  }

  @Override
  public List<String> list(String directory) {
    if (below(directory)) {
      return volumes().list(inside(directory));
    }
    List<String> names = new ArrayList<>(ramdisk.list(directory));
    if (directory.equals("/vmfs")) {
      names.add("volumes");
    }
    return names;
  }

  private void open(String path) throws IOException {
    if (held.test(path)) {
      throw new IOException(BUSY);
    }
  }

  @Override
  public InputStream read(String path) throws IOException {
    if (!below(path)) {
      return ramdisk.read(path);
    }
    open(path);
    return volumes().read(inside(path));
  }

  @Override
  public byte[] content(String path) throws IOException {
    return below(path) ? volumes().content(inside(path)) : ramdisk.content(path);
  }

  @Override
  public OutputStream write(String path, boolean append) throws IOException {
    if (!below(path)) {
      return ramdisk.write(path, append);
    }
    open(path);
    return volumes().write(inside(path), append);
  }

  @Override
  public boolean makeDirectory(String path) {
    return below(path) ? volumes().makeDirectory(inside(path)) : ramdisk.makeDirectory(path);
  }

  @Override
  public boolean remove(String path) {
    return below(path) ? volumes().remove(inside(path)) : ramdisk.remove(path);
  }

  @Override
  public boolean removeTree(String path) {
    return below(path) ? volumes().removeTree(inside(path)) : ramdisk.removeTree(path);
  }
}
