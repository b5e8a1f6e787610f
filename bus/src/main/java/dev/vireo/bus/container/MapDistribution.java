package dev.vireo.bus.container;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Makes a configuration serve a distribution that has none of its own, by a symbolic link in the
 * folder of configurations. Nothing is overwritten, and no name that has a configuration gets
 * another one.
 *
 * @param host the host, by its registered name
 * @param template the template or its distribution, such as {@code sabayon-5-SpinBase_5.4-1_i386}
 * @param config the configuration that shall serve it, such as {@code gentoo}; absent: the nearest
 *     relative
 * @param exact link the whole name of the template, and not the shortest that serves later releases
 *     too
 */
public record MapDistribution(String host, String template, @Nullable String config, boolean exact)
    implements Command {
  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host + " templates";
  }
}
