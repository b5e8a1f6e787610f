package dev.vireo.simulator.esxcli;

import dev.vireo.simulator.estate.Change;
import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.estate.EsxHost;
import dev.vireo.simulator.estate.Policy;
import java.util.List;
import java.util.function.UnaryOperator;

/** A verb called on a host. */
record Request(EsxHost host, Arguments arguments, Interference interference) {

  /** What a host answers that cannot change a device while it is in use. */
  static final String BUSY =
      "error during the configuration of the host: "
          + "sysinfoException; Status=Busy: Message=Unable to Set";

  /** The NMP device that {@code --device} names. */
  Device nmpDevice() {
    String id = arguments.text("device");
    return host.device(id)
        .filter(Device::isNmp)
        .orElseThrow(() -> new CliError("Unknown device " + id));
  }

  /** The NMP devices to list: the one that {@code --device} names, else all. */
  List<Device> nmpDevices() {
    return arguments.has("device")
        ? List.of(nmpDevice())
        : host.devices().stream().filter(Device::isNmp).toList();
  }

  /** All devices to list, whoever claims them. */
  List<Device> allDevices() {
    if (!arguments.has("device")) {
      return host.devices();
    }
    String id = arguments.text("device");
    return List.of(
        host.device(id).orElseThrow(() -> new CliError("Unable to find device with name " + id)));
  }

  /** Changes the policy of the device named, unless a fault is in the way. */
  Outcome changePolicy(UnaryOperator<Policy> change) {
    Device device = nmpDevice();
    return switch (interference.onSet(device.id())) {
      case PROCEED ->
          Outcome.ordered(
              host.changePolicy(device.id(), change)
                  .orElseThrow(() -> new CliError("Unknown device " + device.id())));
      case IGNORE -> Outcome.ordered(new Change(device.policy(), device.policy()));
      case FAIL -> throw new CliError(BUSY);
    };
  }

  /** The policy that an option names, if the host has it. */
  String offeredPsp(String option) {
    String psp = arguments.text(option);
    if (!host.offers(psp)) {
      throw new CliError(
          "Unable to set policy: Path selection policy " + psp + " is not registered.");
    }
    return psp;
  }
}
