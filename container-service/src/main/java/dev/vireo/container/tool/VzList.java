package dev.vireo.container.tool;

import dev.vireo.bus.container.ContainerState;
import dev.vireo.bus.container.SeenContainer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code vzlist -a -H -o} prints. */
final class VzList {

  /** The fields asked for; addresses come last, since there may be several. */
  static final String FIELDS = "ctid,status,ostemplate,hostname,ip";

  private VzList() {}

  /** Whether a complaint is only that there are no containers. */
  static boolean saysNone(String text) {
    return text.contains("Container(s) not found") || text.contains("VE(s) not found");
  }

  /** The containers; other lines go to {@code unparsed}. */
  static List<SeenContainer> parse(String text, List<String> unparsed) {
    return text.lines()
        .filter(line -> !line.isBlank())
        .map(
            line -> {
              Optional<SeenContainer> container = line(line);
              if (container.isEmpty()) {
                unparsed.add(line);
              }
              return container.orElse(null);
            })
        .filter(Objects::nonNull)
        .toList();
  }

  private static Optional<SeenContainer> line(String line) {
    String[] f = line.strip().split("\\s+");
    if (f.length < 4 || !f[0].matches("[0-9]+|[0-9a-f-]{36}")) {
      return Optional.empty();
    }
    return Optional.of(
        new SeenContainer(
            f[0],
            value(f[3]),
            state(f[1]),
            Arrays.stream(f).skip(4).filter(a -> !a.equals("-")).toList(),
            value(f[2]),
            null));
  }

  private static @Nullable String value(String text) {
    return text.equals("-") ? null : text;
  }

  private static ContainerState state(String word) {
    return switch (word) {
      case "running" -> ContainerState.RUNNING;
      case "stopped" -> ContainerState.STOPPED;
      case "mounted" -> ContainerState.MOUNTED;
      case "suspended" -> ContainerState.SUSPENDED;
      default -> ContainerState.UNKNOWN;
    };
  }
}
