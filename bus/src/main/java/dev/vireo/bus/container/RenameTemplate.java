package dev.vireo.bus.container;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Gives a template file another name. Nothing is ever overwritten.
 *
 * @param host the host, by its registered name
 * @param template its file name
 * @param to its new name; absent: the one that is suggested for it
 */
public record RenameTemplate(String host, String template, @Nullable String to) implements Command {
  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host + " templates";
  }
}
