package dev.vireo.container.domain.distribution;

import java.util.List;
import java.util.Optional;

/**
 * Which distribution configuration vzctl takes for a template.
 *
 * @param name the distribution or OS template as the container's configuration has it
 * @param config the file that is taken, such as {@code debian.conf} or {@code default}; empty where
 *     there is none, not even {@code default}: vzctl then ends with exit code 107
 * @param tried the files that vzctl looks for, in its order; what is taken is the last
 */
public record Resolution(String name, Optional<String> config, List<String> tried) {

  /** The file that serves whatever has no other. */
  public static final String DEFAULT = "default";

  public Resolution {
    tried = List.copyOf(tried);
  }

  /** Whether no file is of this distribution, so that the network may not be set up. */
  public boolean isUnresolved() {
    return config.isEmpty() || config.get().equals(DEFAULT);
  }
}
