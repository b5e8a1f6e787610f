package dev.vireo.bus.container;

import dev.vireo.bus.Event;
import dev.vireo.bus.schema.Range;
import org.jspecify.annotations.Nullable;

/**
 * A template that the product offers.
 *
 * @param host the host, by its registered name
 * @param folder the folder it lies in
 * @param template its file name
 * @param bytes its size
 * @param rule the rule it was held against
 * @param evidence what is inside; absent: not looked at
 */
public record TemplateAccepted(
    String host,
    String folder,
    String template,
    @Range(min = 0, max = Long.MAX_VALUE) long bytes,
    TemplateRule rule,
    @Nullable TemplateEvidence evidence)
    implements Event {
  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return folder + "/" + template;
  }
}
