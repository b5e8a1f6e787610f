package dev.vireo.bus.inventory;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Probes hosts: do they answer, and what are they?
 *
 * @param select the hosts it concerns, as a selector such as {@code product=esx and tag:env=prod}
 */
public record ProbeHosts(String select) implements Command {

  @Override
  public String about() {
    return select;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
