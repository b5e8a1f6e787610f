package dev.vireo.bus.multipath;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Reads hosts afresh and compares them with the standards.
 *
 * @param select the hosts it concerns, as a selector such as {@code product=esx and tag:env=prod}
 */
public record CheckStandards(String select) implements Command {

  @Override
  public String about() {
    return select;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
