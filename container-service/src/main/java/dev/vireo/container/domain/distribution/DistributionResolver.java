package dev.vireo.container.domain.distribution;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the distribution configuration as vzctl does: it looks for {@code NAME.conf}, cuts the name
 * at its last dash and looks again, until no dash is left; then it takes {@code default}. It never
 * cuts at an underscore or a dot, and minds upper and lower case. Source: {@code
 * get_dist_conf_name} of vzctl 3.0 to 4.11.
 */
public final class DistributionResolver {

  /** Where a host keeps the files; vzctl's buffers hold the whole path. */
  private static final String FOLDER = "/etc/vz/dists/";

  /** vzctl holds a name, and a path, in 256 bytes of which the last is zero. */
  private static final int BUFFER = 255;

  private DistributionResolver() {}

  /**
   * @param name {@code DISTRIBUTION} or {@code OSTEMPLATE} of the container; of a path the last
   *     part counts
   * @param exists whether the folder has something of that name; a link that leads nowhere is
   *     nothing
   */
  public static Resolution resolve(String name, Predicate<String> exists) {
    List<String> tried = new ArrayList<>();
    String left = cut(name.substring(name.lastIndexOf('/') + 1), BUFFER);
    while (true) {
      String file = cut(left + ".conf", BUFFER - FOLDER.length());
      tried.add(file);
      if (exists.test(file)) {
        return new Resolution(name, Optional.of(file), tried);
      }
      int dash = left.lastIndexOf('-');
      if (dash <= 0) {
        break;
      }
      left = left.substring(0, dash);
    }
    tried.add(Resolution.DEFAULT);
    Optional<String> config =
        exists.test(Resolution.DEFAULT) ? Optional.of(Resolution.DEFAULT) : Optional.empty();
    return new Resolution(name, config, tried);
  }

  /** At most so many bytes; what is left of a character that was cut becomes U+FFFD. */
  private static String cut(String text, int bytes) {
    if (text.length() * 3L <= bytes) {
      return text;
    }
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    return all.length <= bytes
        ? text
        : new String(Arrays.copyOf(all, bytes), StandardCharsets.UTF_8);
  }
}
