package dev.vireo.console.bus;

import dev.vireo.bus.outcome.CommandProgressed;
import java.time.Duration;

/** Is told while a command is followed. */
public interface Listener {

  /** A followed command has come further. */
  void progressed(CommandProgressed tick);

  /** One of the followed commands has ended. */
  void ended(int ended, int of);

  /** Nobody has said anything yet; called now and then. */
  void silence(Duration since);
}
