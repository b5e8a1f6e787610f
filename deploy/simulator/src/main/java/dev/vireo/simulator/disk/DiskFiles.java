package dev.vireo.simulator.disk;

import dev.vireo.simulator.shell.HostFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A host's file system in a real folder, so that archives, links and lock files in it are real
 * ones. What a host does never leaves the folder. Room is counted: once it is used up, writes fail.
 */
public final class DiskFiles implements HostFiles {
  private static final String NULL = "/dev/null";

  private final Path root;
  private final Room room;
  private final Map<String, Path> mounts = new ConcurrentHashMap<>();

  /**
   * @param root the folder; made if there is none
   * @param room what may be written
   */
  public DiskFiles(Path root, Room room) throws IOException {
    this.root = Files.createDirectories(root);
    this.room = room;
  }

  /** The files below one directory, as somebody sees them whose root it is. */
  public DiskFiles below(String directory) throws IOException {
    return new DiskFiles(place(directory, true).real(), room);
  }

  /** Shows a real folder at a place, until {@link #unmount}. */
  public void mount(String at, Path folder) {
    mounts.put(at, folder);
  }

  /** Says false if nothing was mounted there. */
  public boolean unmount(String at) {
    return mounts.remove(at) != null;
  }

  public void unmountAll() {
    mounts.clear();
  }

  public boolean isMounted(String at) {
    return mounts.containsKey(at);
  }

  public Room room() {
    return room;
  }

  /** Where a path really lies. */
  public Path real(String path) throws IOException {
    return place(path, true).real();
  }

  /** The path without links. */
  public String canonical(String path) throws IOException {
    return place(path, true).path();
  }

  private Walk.Place place(String path, boolean follow) throws IOException {
    return Walk.to(root, mounts, path, follow);
  }

  /** The real file if all of its path exists, in whatever form the question is asked. */
  private boolean is(String path, boolean follow, Predicate<Path> question) {
    try {
      return question.test(place(path, follow).real());
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public boolean isDirectory(String path) {
    return is(path, true, real -> Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public boolean isFile(String path) {
    return path.equals(NULL)
        || is(path, true, real -> Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public boolean isLink(String path) {
    return is(path, false, Files::isSymbolicLink);
  }

  /** Whether anything is there, a dangling link too. */
  public boolean exists(String path) {
    return is(path, false, real -> Files.exists(real, LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public long size(String path) {
    try {
      return path.equals(NULL) ? 0 : Files.size(place(path, true).real());
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * What {@code stat} says.
   *
   * @param follow whether of what a link points to
   */
  public FileStatus status(String path, boolean follow) throws IOException {
    Path real = place(path, follow).real();
    if (!Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileNotFoundException("No such file or directory");
    }
    Map<String, Object> facts =
        Files.readAttributes(
            real, "unix:mode,size,lastModifiedTime,nlink,ino", LinkOption.NOFOLLOW_LINKS);
    return new FileStatus(
        (Integer) fact(facts, "mode"),
        (Long) fact(facts, "size"),
        ((FileTime) fact(facts, "lastModifiedTime")).toInstant(),
        (Integer) fact(facts, "nlink"),
        (Long) fact(facts, "ino"),
        Files.isSymbolicLink(real) ? DiskName.ofHost(Files.readSymbolicLink(real).toString()) : "");
  }

  private static Object fact(Map<String, Object> facts, String name) throws IOException {
    Object value = facts.get(name);
    if (value == null) {
      throw new IOException("no " + name + " of a file here");
    }
    return value;
  }

  @Override
  public List<String> list(String directory) {
    try (Stream<Path> entries = Files.list(place(directory, true).real())) {
      return entries
          .map(entry -> DiskName.ofHost(entry.getFileName().toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public InputStream read(String path) throws IOException {
    if (path.equals(NULL)) {
      return InputStream.nullInputStream();
    }
    Path real = place(path, true).real();
    if (Files.isDirectory(real)) {
      throw new IOException("Is a directory");
    }
    if (!Files.exists(real)) {
      throw new FileNotFoundException("No such file or directory");
    }
    return Files.newInputStream(real);
  }

  @Override
  public byte[] content(String path) throws IOException {
    try (InputStream in = read(path)) {
      return in.readAllBytes();
    }
  }

  @Override
  public OutputStream write(String path, boolean append) throws IOException {
    if (path.equals(NULL)) {
      return OutputStream.nullOutputStream();
    }
    Path real = place(path, true).real();
    if (Files.isDirectory(real)) {
      throw new IOException("Is a directory");
    }
    if (!Files.isDirectory(real.resolveSibling("."))) {
      throw new FileNotFoundException("No such file or directory");
    }
    if (!append && Files.exists(real)) {
      room.give(Files.size(real));
    }
    return room.counted(
        append
            ? Files.newOutputStream(real, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
            : Files.newOutputStream(real));
  }

  /** Writes a whole file; directories above it are made. */
  public void put(String path, byte[] content) throws IOException {
    makeDirectories(path.substring(0, Math.max(1, path.lastIndexOf('/'))));
    try (OutputStream out = write(path, false)) {
      out.write(content);
    }
  }

  @Override
  public boolean makeDirectory(String path) {
    return is(
        path,
        false,
        real -> {
          try {
            Files.createDirectory(real);
            return true;
          } catch (IOException e) {
            return false;
          }
        });
  }

  /** Makes a directory and those above it. */
  public void makeDirectories(String path) throws IOException {
    StringBuilder made = new StringBuilder();
    for (String part : path.split("/")) {
      if (!part.isEmpty()) {
        made.append('/').append(part);
        if (!isDirectory(made.toString()) && !makeDirectory(made.toString())) {
          throw new IOException("cannot create directory '" + made + "'");
        }
      }
    }
  }

  @Override
  public boolean remove(String path) {
    return is(
        path,
        false,
        real -> {
          try {
            if (Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
              return false;
            }
            long size = Files.isSymbolicLink(real) || !Files.exists(real) ? 0 : Files.size(real);
            boolean removed = Files.deleteIfExists(real);
            room.give(removed ? size : 0);
            return removed;
          } catch (IOException e) {
            return false;
          }
        });
  }

  /** Removes an empty directory; says false if it isn't empty or isn't one. */
  public boolean removeDirectory(String path) {
    return is(
        path,
        false,
        real -> {
          try {
            return Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(real);
          } catch (IOException e) {
            return false;
          }
        });
  }

  @Override
  public boolean removeTree(String path) {
    return is(
        path,
        false,
        real -> Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS) && Trees.remove(real, room));
  }

  /** Copies a folder and all below it, as {@code cp -a} does; its links stay links. */
  public void copyTree(String from, String to) throws IOException {
    Trees.copy(real(from), real(to), room);
  }

  /** Moves a file or a directory; replaces a file that is there. */
  public void rename(String from, String to) throws IOException {
    Path source = place(from, false).real();
    Path target = place(to, false).real();
    if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileNotFoundException("No such file or directory");
    }
    if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      room.give(Files.size(target));
    }
    try {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException e) {
      throw new IOException("Directory not empty", e);
    } catch (FileSystemException e) {
      String reason = e.getReason();
      throw new IOException(reason == null ? "Input/output error" : reason, e);
    }
  }

  /** Makes a symbolic link; the target is taken as it is. */
  public void link(String target, String path) throws IOException {
    Path real = place(path, false).real();
    try {
      Files.createSymbolicLink(real, Path.of(DiskName.onDisk(target)));
    } catch (FileAlreadyExistsException e) {
      throw new IOException("File exists", e);
    }
  }

  /** Makes another name for a file. */
  public void hardLink(String existing, String path) throws IOException {
    Path source = place(existing, false).real();
    if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileNotFoundException("No such file or directory");
    }
    try {
      Files.createLink(place(path, false).real(), source);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("File exists", e);
    }
  }

  /** Sets the permissions, the lower nine bits. */
  public void permit(String path, int mode) throws IOException {
    PosixFilePermission[] all = PosixFilePermission.values();
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < 9; bit++) {
      if ((mode >> bit & 1) == 1) {
        permissions.add(all[8 - bit]);
      }
    }
    Files.setPosixFilePermissions(place(path, true).real(), permissions);
  }

  /** Sets when a file was last changed. */
  public void modified(String path, FileTime time) throws IOException {
    Files.setLastModifiedTime(place(path, true).real(), time);
  }
}
