package dev.vireo.bus.container;

import dev.vireo.bus.Event;
import dev.vireo.bus.schema.Range;
import org.jspecify.annotations.Nullable;

/**
 * A template that the product does not offer, or could not use.
 *
 * @param host the host, by its registered name
 * @param folder the folder it lies in
 * @param template its file name
 * @param bytes its size
 * @param rule the rule it was held against
 * @param broken what of the rule it breaks, in a word, such as {@code NO_VERSION_PART}
 * @param column at which character of the name; absent: it is not the name
 * @param reason the same for a person
 * @param suggestedName a name that the rule takes; absent: none, or another name would not help
 * @param evidence what is inside; absent: not looked at
 */
public record TemplateRejected(
    String host,
    String folder,
    String template,
    @Range(min = 0, max = Long.MAX_VALUE) long bytes,
    TemplateRule rule,
    String broken,
    @Range(min = 1, max = 100_000) @Nullable Integer column,
    String reason,
    @Nullable String suggestedName,
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
