package dev.vireo.console.bus;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.outcome.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of commands.
 *
 * @param outcomes the outcome of each command that ended, by its id
 * @param events what else was said in their course, in the order of arrival, each once
 * @param anything whether anybody said anything at all
 */
public record Heard(
    Map<String, Outcome> outcomes, List<Envelope<? extends Event>> events, boolean anything) {

  public Heard {
    outcomes = Map.copyOf(outcomes);
    events = List.copyOf(events);
  }

  /** How a command ended; empty if it has not. */
  public Optional<Outcome> outcome(String id) {
    return Optional.ofNullable(outcomes.get(id));
  }

  /** The events with such a body, without repeats. */
  public <E extends Event> List<E> bodies(Class<E> body) {
    return events.stream().map(Envelope::data).filter(body::isInstance).map(body::cast).toList();
  }
}
