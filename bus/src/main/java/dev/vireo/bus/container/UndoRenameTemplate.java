package dev.vireo.bus.container;

import dev.vireo.bus.Command;

/**
 * Gives a template file the name back that it had before the last rename by Vireo.
 *
 * @param host the host, by its registered name
 * @param template the name it has now
 */
public record UndoRenameTemplate(String host, String template) implements Command {
  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host + " templates";
  }
}
