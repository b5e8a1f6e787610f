package dev.vireo.simulator.vz;

import dev.vireo.simulator.disk.DiskFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Which configuration vzctl takes for a distribution.
 *
 * @param file its path
 * @param warning the line that vzctl prints when it had to fall back to {@code default}
 */
record Distribution(String file, Optional<String> warning) {
  static final String FOLDER = "/etc/vz/dists";

  /**
   * Looks for {@code NAME.conf}, then for it with the last part cut off at a hyphen, and so on.
   *
   * @param name of the distribution or of the template; empty if there is none
   * @return empty if even {@code default} is missing
   */
  static Optional<Distribution> find(DiskFiles files, String name) {
    String base = name.substring(name.lastIndexOf('/') + 1);
    for (String part = base; !part.isEmpty(); part = shorter(part)) {
      String file = FOLDER + "/" + part + ".conf";
      if (files.isFile(file)) {
        return Optional.of(new Distribution(file, Optional.empty()));
      }
    }
    String fallback = FOLDER + "/default";
    if (!files.isFile(fallback)) {
      return Optional.empty();
    }
    return Optional.of(
        new Distribution(
            fallback,
            Optional.of(
                base.isEmpty()
                    ? "Warning: distribution not specified in CT config, using defaults from "
                        + fallback
                    : "Warning: configuration file for distribution "
                        + base
                        + " not found, using defaults from "
                        + fallback)));
  }

  private static String shorter(String name) {
    int hyphen = name.lastIndexOf('-');
    return hyphen < 0 ? "" : name.substring(0, hyphen);
  }

  /** The script for an action, such as {@code ADD_IP}; empty if the file names none. */
  Optional<String> script(DiskFiles files, String action) throws IOException {
    return new String(files.content(file), StandardCharsets.ISO_8859_1)
        .lines()
        .filter(line -> line.startsWith(action + "="))
        .map(line -> line.substring(action.length() + 1).strip())
        .filter(script -> !script.isEmpty())
        .findFirst();
  }
}
