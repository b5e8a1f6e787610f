package dev.vireo.backup.restic;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot as its repository lists it.
 *
 * @param id all 64 digits
 * @param time when it was made
 * @param host the host name it was given
 * @param tags words, some of them {@code name=value}
 * @param paths the files in it
 */
public record Snapshot(
    String id, Instant time, String host, List<String> tags, List<String> paths) {

  public Snapshot {
    tags = List.copyOf(tags);
    paths = List.copyOf(paths);
  }

  /** The value of a tag {@code name=value}. */
  public Optional<String> tag(String name) {
    return tags.stream()
        .filter(tag -> tag.startsWith(name + "="))
        .map(tag -> tag.substring(name.length() + 1))
        .findFirst();
  }
}
