package dev.vireo.bus.kit;

import dev.vireo.bus.Command;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which handler takes which command. One per type. */
public final class Handlers {

  private final Map<Class<?>, CommandHandler<?>> byType = new LinkedHashMap<>();

  /** Names the handler of a type. */
  public <C extends Command> Handlers on(Class<C> type, CommandHandler<? super C> handler) {
    if (byType.putIfAbsent(type, handler) != null) {
      throw new IllegalStateException(type + " has a handler already");
    }
    return this;
  }

  /** The types that have a handler. */
  public Set<Class<?>> types() {
    return Set.copyOf(byType.keySet());
  }

  @SuppressWarnings("unchecked") // on() pairs a type with a handler of that type
  <C extends Command> Optional<CommandHandler<C>> of(C command) {
    return Optional.ofNullable((CommandHandler<C>) byType.get(command.getClass()));
  }
}
