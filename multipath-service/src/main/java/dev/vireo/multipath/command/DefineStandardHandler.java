package dev.vireo.multipath.command;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.DefineStandard;
import dev.vireo.bus.multipath.StandardDefined;
import dev.vireo.bus.selector.Selector;
import dev.vireo.bus.selector.SelectorSyntaxException;

/** Takes a standard, if it is one. The next check goes by it. */
final class DefineStandardHandler implements CommandHandler<DefineStandard> {

  @Override
  public Result handle(Handling<DefineStandard> handling) {
    DefineStandard c = handling.command();
    try {
      Selector.parse(c.select());
    } catch (SelectorSyntaxException e) {
      throw new InvalidMessage("select", String.valueOf(e.getMessage()));
    }
    StandardDefined defined =
        new StandardDefined(
            c.standard(),
            c.select(),
            c.vendor(),
            c.model(),
            c.satp(),
            c.psp(),
            c.roundRobin(),
            c.mode());
    FromWire.standard(defined);
    handling.publish(defined);
    return Result.done(
        c.standard() + " holds from now on", Fleet.figures("standard", c.standard()));
  }
}
