package dev.vireo.bus.inventory;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Command;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets and removes tags of hosts.
 *
 * @param select the hosts it concerns, as a selector such as {@code product=esx and tag:env=prod}
 * @param set tags to set, replacing a former value
 * @param remove names of tags to remove
 */
public record TagHost(String select, Map<String, String> set, List<String> remove)
    implements Command {

  public TagHost {
    set = Absent.orEmpty(set);
    remove = Absent.orEmpty(remove);
  }

  @Override
  public String about() {
    return select;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
