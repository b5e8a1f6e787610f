package dev.vireo.bus.multipath;

import dev.vireo.bus.Event;
import org.jspecify.annotations.Nullable;

/**
 * A standard holds from now on.
 *
 * @param standard its id
 * @param select for which hosts
 * @param vendor vendor of the devices
 * @param model model of the devices
 * @param satp array type of the devices
 * @param psp the wanted policy
 * @param roundRobin how round robin shall rotate
 * @param mode what is done about a departure
 */
public record StandardDefined(
    String standard,
    String select,
    @Nullable String vendor,
    @Nullable String model,
    @Nullable String satp,
    String psp,
    @Nullable RoundRobin roundRobin,
    StandardMode mode)
    implements Event {

  @Override
  public String about() {
    return standard;
  }
}
