package dev.vireo.bus.kit;

import dev.vireo.bus.Command;

/**
 * Does what one type of command asks.
 *
 * <p>It runs on a virtual thread of its own and may block. After a crash it is called again for the
 * same command ({@link Handling#resumed()}), so it asks the host what is already done instead of
 * assuming. An {@link dev.vireo.bus.InvalidMessage} rejects the command; any other exception is a
 * defect and fails it.
 *
 * @param <C> the command
 */
@FunctionalInterface
public interface CommandHandler<C extends Command> {

  /** Does the work and says how it ended; facts are published through {@code handling}. */
  Result handle(Handling<C> handling) throws InterruptedException;
}
