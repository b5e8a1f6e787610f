package dev.vireo.bus.container;

import dev.vireo.bus.Event;

/**
 * A template file has another name, and a fresh listing shows it.
 *
 * @param host the host, by its registered name
 * @param folder the folder it lies in
 * @param from the name it had
 * @param to the name it has
 * @param undo whether an earlier rename was undone
 */
public record TemplateRenamed(String host, String folder, String from, String to, boolean undo)
    implements Event {
  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return from;
  }
}
