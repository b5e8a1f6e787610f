package dev.vireo.simulator.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A host's small file system in memory: directories, files, and directories whose entries come from
 * elsewhere (the disks under {@code /vmfs/devices/disks}). What is written is bounded, as a real
 * host's ramdisk is. Safe for use by several sessions.
 */
public final class VirtualFiles implements HostFiles {
  /** What a write beyond the bound says. */
  public static final String FULL = "No space left on device";

  private static final byte[] EMPTY = new byte[0];

  private final NavigableMap<String, byte[]> files = new TreeMap<>();
  private final TreeSet<String> directories = new TreeSet<>();
  private final NavigableMap<String, Supplier<List<String>>> generated = new TreeMap<>();
  private long capacity;

  /**
   * @param capacity how many bytes all files may hold together
   */
  public VirtualFiles(long capacity) {
    this.capacity = capacity;
    for (String directory :
        List.of(
            "/",
            "/tmp",
            "/etc",
            "/dev",
            "/vmfs",
            "/vmfs/devices",
            "/var",
            "/var/log",
            "/bin",
            "/sbin")) {
      directories.add(directory);
    }
  }

  /** Sets the bound; 0 makes every write fail. */
  public synchronized void capacity(long bytes) {
    capacity = bytes;
  }

  /** Puts a file there that came with the host. */
  public synchronized void install(String path, byte[] content) {
    files.put(path, content.clone());
  }

  /** A directory whose entries are asked for each time. */
  public synchronized void generate(String directory, Supplier<List<String>> entries) {
    directories.add(directory);
    generated.put(directory, entries);
  }

  /** The absolute path without {@code .}, {@code ..} and doubled slashes. */
  public static String resolve(String directory, String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (path.startsWith("/") ? path : directory + "/" + path).split("/")) {
      switch (part) {
        case "", "." -> {}
        case ".." -> parts.pollLast();
        default -> parts.add(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  @Override
  public synchronized boolean isDirectory(String path) {
    return directories.contains(path);
  }

  @Override
  public synchronized boolean isFile(String path) {
    return files.containsKey(path) || path.equals("/dev/null") || isGenerated(path);
  }

  private boolean isGenerated(String path) {
    int slash = path.lastIndexOf('/');
    Supplier<List<String>> entries = generated.get(path.substring(0, Math.max(slash, 0)));
    return entries != null && entries.get().contains(path.substring(slash + 1));
  }

  /** A ramdisk knows no links. */
  @Override
  public boolean isLink(String path) {
    return false;
  }

  @Override
  public synchronized long size(String path) {
    return files.getOrDefault(path, EMPTY).length;
  }

  @Override
  public synchronized List<String> list(String directory) {
    String prefix = directory.equals("/") ? "/" : directory + "/";
    TreeSet<String> names = new TreeSet<>();
    for (String path : files.keySet()) {
      addChild(prefix, path, names);
    }
    for (String path : directories) {
      addChild(prefix, path, names);
    }
    Supplier<List<String>> entries = generated.get(directory);
    if (entries != null) {
      names.addAll(entries.get());
    }
    return new ArrayList<>(names);
  }

  private static void addChild(String prefix, String path, TreeSet<String> names) {
    if (path.startsWith(prefix) && path.length() > prefix.length()) {
      String rest = path.substring(prefix.length());
      names.add(rest.indexOf('/') < 0 ? rest : rest.substring(0, rest.indexOf('/')));
    }
  }

  @Override
  public InputStream read(String path) throws IOException {
    return new ByteArrayInputStream(content(path));
  }

  @Override
  public synchronized byte[] content(String path) throws IOException {
    if (isDirectory(path)) {
      throw new IOException("Is a directory");
    }
    byte[] content = files.get(path);
    if (content == null) {
      if (isFile(path)) {
        return EMPTY;
      }
      throw new FileNotFoundException("No such file or directory");
    }
    return content.clone();
  }

  @Override
  public OutputStream write(String path, boolean append) throws IOException {
    if (path.equals("/dev/null")) {
      return OutputStream.nullOutputStream();
    }
    synchronized (this) {
      if (isDirectory(path)) {
        throw new IOException("Is a directory");
      }
      if (!isDirectory(resolve(path, "..")) || isGenerated(path)) {
        throw new FileNotFoundException("nonexistent directory");
      }
      if (!append || !files.containsKey(path)) {
        files.put(path, EMPTY);
      }
    }
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        append(path, source, offset, length);
      }
    };
  }

  private synchronized void append(String path, byte[] source, int offset, int length)
      throws IOException {
    long used = files.values().stream().mapToLong(content -> content.length).sum();
    if (used + length > capacity) {
      throw new IOException(FULL);
    }
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    longer.writeBytes(files.getOrDefault(path, EMPTY));
    longer.write(source, offset, length);
    files.put(path, longer.toByteArray());
  }

  @Override
  public synchronized boolean makeDirectory(String path) {
    return !isFile(path) && isDirectory(resolve(path, "..")) && directories.add(path);
  }

  @Override
  public synchronized boolean remove(String path) {
    return files.remove(path) != null;
  }

  @Override
  public synchronized boolean removeTree(String path) {
    files.keySet().removeIf(file -> file.startsWith(path + "/"));
    directories.removeIf(directory -> directory.startsWith(path + "/"));
    return directories.remove(path);
  }
}
