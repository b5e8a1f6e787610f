package dev.vireo.bus.inventory;

import dev.vireo.bus.Event;

/**
 * A host that answered, or was never seen to, does not answer or does not let us in. Published on
 * change only.
 *
 * @param host the host, by its registered name
 * @param cause the class of what is wrong
 * @param seen what was tried and what came back
 * @param advice what to do
 */
public record HostUnreachable(String host, UnreachableCause cause, String seen, String advice)
    implements Event {

  @Override
  public String about() {
    return host;
  }
}
