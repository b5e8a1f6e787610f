package dev.vireo.backup.domain;

import java.util.Arrays;
import java.util.List;

/** Tells a path that leads elsewhere than it says. */
public final class ClimbingPath {

  private ClimbingPath() {}

  /** Whether one of the path's parts is {@code .} or {@code ..}. */
  public static boolean is(String path) {
    List<String> parts = Arrays.asList(path.split("/", -1));
    return parts.contains("..") || parts.contains(".");
  }
}
