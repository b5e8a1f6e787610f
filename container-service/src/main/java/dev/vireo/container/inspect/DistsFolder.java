package dev.vireo.container.inspect;

import dev.vireo.container.domain.distribution.DistributionConf;
import dev.vireo.container.domain.distribution.Family;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A folder of distribution configurations, {@code /etc/vz/dists} or a copy of one. */
record DistsFolder(Path folder) {

  /** No configuration is nearly as long. */
  private static final int LONGEST = 64 * 1024;

  /** Links are followed, and one that leads nowhere is nothing, as stat(2) has it for vzctl. */
  boolean has(String file) {
    try {
      return Files.exists(folder.resolve(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** What a file's scripts do; empty where it cannot be read or names none that is known. */
  Optional<Family> family(String file) throws IOException {
    Path path = folder.resolve(file);
    if (!Files.isRegularFile(path) || Files.size(path) > LONGEST) {
      return Optional.empty();
    }
    String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    return DistributionConf.parse(text).family();
  }
}
