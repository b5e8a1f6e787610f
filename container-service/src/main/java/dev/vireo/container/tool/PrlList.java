package dev.vireo.container.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.bus.container.ContainerState;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.domain.lifecycle.MalformedValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code prlctl list -a -j} prints. */
final class PrlList {

  /** The fields asked for. Of the last one prlctl prints all, of the others the first address. */
  static final String FIELDS = "uuid,name,status,hostname,ostemplate,ip_configured";

  private static final ObjectMapper JSON = new ObjectMapper();

  private PrlList() {}

  /**
   * The containers; what is none goes to {@code unparsed}. Empty where it is no list at all: prlctl
   * escapes nothing, and a quote in a description would spoil it.
   */
  static Optional<List<SeenContainer>> parse(String text, List<String> unparsed) {
    JsonNode all;
    try {
      all = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    if (!all.isArray()) {
      return Optional.empty();
    }
    List<SeenContainer> containers = new ArrayList<>();
    for (JsonNode each : all) {
      Optional<String> id = id(each.path("name").asText(), each.path("uuid").asText());
      if (id.isEmpty()) {
        unparsed.add(each.toString());
      } else {
        containers.add(seen(id.get(), each));
      }
    }
    return Optional.of(containers);
  }

  private static SeenContainer seen(String id, JsonNode each) {
    return new SeenContainer(
        id,
        value(each, "hostname"),
        state(each.path("status").asText()),
        Arrays.stream(each.path("ip_configured").asText().strip().split("\\s+"))
            .filter(a -> !a.isEmpty() && !a.equals("-"))
            .toList(),
        value(each, "ostemplate"),
        null);
  }

  /** Its name, by which people call it; its UUID where no command could be given the name. */
  private static Optional<String> id(String name, String uuid) {
    return isId(name) ? Optional.of(name) : Optional.of(uuid).filter(PrlList::isId);
  }

  private static boolean isId(String text) {
    try {
      ContainerId.parse("container", text);
      return true;
    } catch (MalformedValue e) {
      return false;
    }
  }

  private static @Nullable String value(JsonNode each, String field) {
    String text = each.path(field).asText().strip();
    return text.isEmpty() || text.equals("-") ? null : text;
  }

  private static ContainerState state(String word) {
    return switch (word) {
      case "running" -> ContainerState.RUNNING;
      case "stopped" -> ContainerState.STOPPED;
      case "mounted" -> ContainerState.MOUNTED;
      case "suspended", "paused" -> ContainerState.SUSPENDED;
      default -> ContainerState.UNKNOWN;
    };
  }
}
