package dev.vireo.bus.multipath;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Says which policy devices shall have, from now on. Which devices is said by vendor, model and
 * array type: at least one of them is given, all that are given must fit, {@code *} stands for any
 * text in them, and case counts. A standard without any is rejected.
 *
 * @param standard its id, 1 to 60 of a-z, 0-9 and -, such as {@code svc-round-robin}; one of this
 *     id that holds already is replaced
 * @param select for which hosts, as a selector
 * @param vendor vendor of the devices, such as {@code IBM}; absent: not looked at
 * @param model model of the devices, such as {@code 2145*}; absent: not looked at
 * @param satp array type of the devices, such as {@code VMW_SATP_SVC}; absent: not looked at
 * @param psp the wanted policy, such as {@code VMW_PSP_RR}
 * @param roundRobin how round robin shall rotate, with {@code VMW_PSP_RR} only; absent: not looked
 *     at
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
