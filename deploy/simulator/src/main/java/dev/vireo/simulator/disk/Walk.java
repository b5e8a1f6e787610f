package dev.vireo.simulator.disk;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Follows a host's path through the real folder, link by link, so that no link leads out of it: an
 * absolute target starts anew at the host's root, {@code ..} stops there.
 */
final class Walk {
  private static final int MOST_LINKS = 40;

  /**
   * Where a walk ended.
   *
   * @param path the host's name for it, without links
   * @param real what it is here; it need not exist
   */
  record Place(String path, Path real) {}

  private final Map<String, Path> mounts;
  private final List<Place> stack = new ArrayList<>();
  private final Deque<String> ahead = new ArrayDeque<>();
  private int links;

  private Walk(Path root, Map<String, Path> mounts) {
    this.mounts = mounts;
    stack.add(new Place("/", mounts.getOrDefault("/", root)));
  }

  /**
   * Where a path leads.
   *
   * @param mounts other folders, by the place that shows them
   * @param follow whether a link at the very end is followed too
   * @throws FileNotFoundException if a directory on the way is missing
   */
  static Place to(Path root, Map<String, Path> mounts, String path, boolean follow)
      throws IOException {
    Walk walk = new Walk(root, mounts);
    walk.ahead.addAll(List.of(path.split("/")));
    while (!walk.ahead.isEmpty()) {
      walk.step(walk.ahead.removeFirst(), follow);
    }
    return walk.stack.getLast();
  }

  private void step(String name, boolean follow) throws IOException {
    switch (name) {
      case "", "." -> {}
      case ".." -> {
        if (stack.size() > 1) {
          stack.removeLast();
        }
      }
      default -> enter(name, follow);
    }
  }

  private void enter(String name, boolean follow) throws IOException {
    Place here = stack.getLast();
    if (!Files.isDirectory(here.real(), LinkOption.NOFOLLOW_LINKS)) {
      throw Files.exists(here.real(), LinkOption.NOFOLLOW_LINKS)
          ? new IOException("Not a directory")
          : new FileNotFoundException("No such file or directory");
    }
    if (name.length() > 255) {
      throw new IOException("File name too long");
    }
    String path = (here.path().equals("/") ? "" : here.path()) + "/" + name;
    Path mounted = mounts.get(path);
    Path real = mounted == null ? here.real().resolve(DiskName.onDisk(name)) : mounted;
    boolean last = ahead.stream().allMatch(rest -> rest.isEmpty() || rest.equals("."));
    if (Files.isSymbolicLink(real) && (follow || !last)) {
      if (++links > MOST_LINKS) {
        throw new IOException("Too many levels of symbolic links");
      }
      String target = DiskName.ofHost(Files.readSymbolicLink(real).toString());
      if (target.startsWith("/")) {
        stack.subList(1, stack.size()).clear();
      }
      List<String> parts = List.of(target.split("/"));
      for (int i = parts.size() - 1; i >= 0; i--) {
        ahead.addFirst(parts.get(i));
      }
      return;
    }
    stack.add(new Place(path, real));
  }
}
