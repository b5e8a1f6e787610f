package dev.vireo.bus.multipath;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Says which policy devices shall have, from now on.
 *
 * @param standard its id, such as {@code svc-round-robin}
 * @param select for which hosts
 * @param vendor vendor of the devices; null: any. {@code *} stands for any text
 * @param model model of the devices; null: any
 * @param satp array type of the devices; null: any
 * @param psp the wanted policy
 * @param roundRobin how round robin shall rotate; null: not looked at
 * @param mode what is done about a departure
 */
public record DefineStandard(
    String standard,
    String select,
    @Nullable String vendor,
    @Nullable String model,
    @Nullable String satp,
    String psp,
    @Nullable RoundRobin roundRobin,
    StandardMode mode)
    implements Command {

  @Override
  public String about() {
    return standard;
  }

  @Override
  public String lane() {
    return "standard " + standard;
  }
}
