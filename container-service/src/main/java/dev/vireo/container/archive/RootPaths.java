package dev.vireo.container.archive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Paths inside a root file system, without a leading slash: {@code etc/os-release}. */
final class RootPaths {

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  private RootPaths() {}

  /** Without {@code ./}, doubled and trailing slashes; {@code ..} stays. */
  static String plain(String path) {
    if (!path.startsWith("./")
        && !path.startsWith("/")
        && !path.endsWith("/")
        && !path.contains("//")
        && !path.contains("/./")) {
      return path.equals(".") ? "" : path;
    }
    return String.join(
        "/", Arrays.stream(path.split("/")).filter(p -> !p.isEmpty() && !p.equals(".")).toList());
  }

  static boolean climbs(String path) {
    return path.contains("..") && Arrays.asList(path.split("/")).contains("..");
  }

  /** Whether a relative link at that path leads out of the root. */
  static boolean leadsOut(String path, String target) {
    if (target.startsWith("/") || !target.contains("..")) {
      return false;
    }
    int depth = path.split("/").length - 1;
    for (String part : target.split("/")) {
      if (part.equals("..")) {
        depth--;
      } else if (!part.isEmpty() && !part.equals(".")) {
        depth++;
      }
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Where a path leads when the system that it belongs to has been started: links are followed
   * within the root, which nothing climbs out of.
   *
   * @param link where a link leads; empty for what is none
   * @return empty where links go in circles
   */
  static Optional<String> follow(String path, Function<String, Optional<String>> link) {
    Deque<String> parts = new ArrayDeque<>(List.of(path.split("/")));
    List<String> at = new ArrayList<>();
    int links = 0;
    while (!parts.isEmpty()) {
      String part = parts.removeFirst();
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..")) {
        if (!at.isEmpty()) {
          at.removeLast();
        }
        continue;
      }
      at.add(part);
      Optional<String> target = link.apply(String.join("/", at));
      if (target.isPresent()) {
        links++;
        if (links > MOST_LINKS || target.get().length() > 4096) {
          return Optional.empty();
        }
        at.removeLast();
        if (target.get().startsWith("/")) {
          at.clear();
        }
        for (String p : List.of(target.get().split("/")).reversed()) {
          parts.addFirst(p);
        }
      }
    }
    return Optional.of(String.join("/", at));
  }
}
