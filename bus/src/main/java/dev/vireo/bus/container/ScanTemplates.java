package dev.vireo.bus.container;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Lists the template folders of hosts and says of each file whether the product offers it, and if
 * not, why.
 *
 * @param select the hosts it concerns, as a selector such as {@code product=pve}
 * @param namesOnly look at the names only and not into the archives
 * @param rule the rule to go by; absent: that of each host's product version
 */
public record ScanTemplates(String select, boolean namesOnly, @Nullable TemplateRule rule)
    implements Command {
  @Override
  public String about() {
    return select;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
