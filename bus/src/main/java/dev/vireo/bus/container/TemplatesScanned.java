package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.time.Instant;
import java.util.List;

/**
 * The template folder of a host as it was read just now.
 *
 * @param host the host, by its registered name
 * @param folder the folder it lies in
 * @param rule the rule it was held against
 * @param readAt when the read ended
 * @param templates all files in it
 * @param unread what could not be read, and why
 */
public record TemplatesScanned(
    String host,
    String folder,
    TemplateRule rule,
    Instant readAt,
    List<SeenTemplate> templates,
    List<String> unread)
    implements Event {
  public TemplatesScanned {
    templates = Absent.orEmpty(templates);
    unread = Absent.orEmpty(unread);
  }

  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return folder + " " + readAt;
  }
}
