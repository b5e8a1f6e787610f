package dev.vireo.backup.guest;

import dev.vireo.bus.backup.GuestKind;
import dev.vireo.bus.selector.GuestFacts;
import java.util.Locale;

/**
 * A guest as its host lists it.
 *
 * @param kind container or virtual machine
 * @param id what the host calls it: a number, or the name of a container of plain LXC
 * @param name its own name; empty where it has none
 * @param running whether it runs, be it that it stands still
 */
public record Guest(GuestKind kind, String id, String name, boolean running) {

  /** What a selector is held against. */
  public GuestFacts facts() {
    return new GuestFacts(kind.name().toLowerCase(Locale.ROOT), id, name);
  }
}
