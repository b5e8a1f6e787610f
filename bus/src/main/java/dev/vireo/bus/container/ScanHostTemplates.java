package dev.vireo.bus.container;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Lists the template folder of one host.
 *
 * @param host the host, by its registered name
 * @param namesOnly look at the names only and not into the archives
 * @param rule the rule to go by; absent: that of the host's product version
 */
public record ScanHostTemplates(String host, boolean namesOnly, @Nullable TemplateRule rule)
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
