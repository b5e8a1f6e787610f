package dev.vireo.simulator.esxcli;

import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.estate.Policy;
import dev.vireo.simulator.estate.Release;
import dev.vireo.simulator.estate.RoundRobin;
import java.util.List;
import java.util.Locale;

/** {@code esxcli storage nmp device|path|psp}, and the same under their 4.x names. */
final class NmpVerbs {
  private static final Option DEVICE = Option.optional("device", 'd');
  private static final Option THE_DEVICE = Option.required("device", 'd');
  private static final Option DEFAULT = Option.flag("default", 'E');

  private NmpVerbs() {}

  static List<Verb> modern() {
    return List.of(
        Verb.of(
            "storage nmp device list",
            "List the devices currently controlled by the VMware NMP Multipath Plugin.",
            NmpVerbs::devices,
            DEVICE),
        Verb.of(
            "storage nmp device set",
            "Configure properties for NMP devices.",
            NmpVerbs::setPolicy,
            THE_DEVICE,
            DEFAULT,
            Option.optional("psp", 'P')),
        Verb.of(
            "storage nmp path list",
            "List the paths currently claimed by the VMware NMP Multipath Plugin.",
            NmpVerbs::paths,
            DEVICE),
        Verb.of(
            "storage nmp psp list",
            "List the Path Selection Plugins currently loaded on the system.",
            request -> Outcome.shown(NmpListings.psps(request.host()))),
        Verb.of(
            "storage nmp psp roundrobin deviceconfig get",
            "Display the round robin configuration of a device.",
            NmpVerbs::roundRobin,
            THE_DEVICE),
        Verb.of(
            "storage nmp psp roundrobin deviceconfig set",
            "Configure the round robin path options of a device.",
            NmpVerbs::setRoundRobin,
            Option.optional("bytes", 'B'),
            Option.flag("cfgfile", 'g'),
            THE_DEVICE,
            Option.optional("iops", 'I'),
            Option.optional("type", 't'),
            Option.optional("useano", 'U')),
        Verb.of(
            "storage nmp psp fixed deviceconfig get",
            "Display the preferred path of a device.",
            NmpVerbs::preferred,
            THE_DEVICE),
        Verb.of(
            "storage nmp psp fixed deviceconfig set",
            "Set the preferred path of a device.",
            NmpVerbs::setPreferred,
            Option.flag("cfgfile", 'g'),
            DEFAULT,
            THE_DEVICE,
            Option.optional("path", 'p')));
  }

  static List<Verb> classic() {
    return List.of(
        Verb.of("nmp device list", "List the NMP devices.", NmpVerbs::devices, DEVICE),
        Verb.of(
            "nmp device setpolicy",
            "Set the path selection policy of a device.",
            NmpVerbs::setPolicy,
            THE_DEVICE,
            DEFAULT,
            Option.optional("psp", 'P')),
        Verb.of("nmp path list", "List the NMP paths.", NmpVerbs::paths, DEVICE),
        Verb.of(
            "nmp psp list",
            "List the loaded path selection plugins.",
            request -> Outcome.shown(NmpListings.psps(request.host()))),
        Verb.of(
            "nmp roundrobin getconfig",
            "Get the round robin configuration of a device.",
            NmpVerbs::roundRobin,
            THE_DEVICE),
        Verb.of(
            "nmp roundrobin setconfig",
            "Set the round robin configuration of a device.",
            NmpVerbs::setRoundRobin,
            Option.optional("bytes", 'B'),
            THE_DEVICE,
            Option.optional("iops", 'I'),
            Option.optional("type", 't'),
            Option.optional("useANO", 'U')),
        Verb.of(
            "nmp fixed getpreferred",
            "Get the preferred path of a device.",
            NmpVerbs::preferred,
            THE_DEVICE),
        Verb.of(
            "nmp fixed setpreferred",
            "Set the preferred path of a device.",
            NmpVerbs::setPreferred,
            DEFAULT,
            THE_DEVICE,
            Option.optional("path", 'p')));
  }

  private static Outcome devices(Request request) {
    return Outcome.shown(NmpListings.devices(request.host(), request.nmpDevices()));
  }

  private static Outcome paths(Request request) {
    return Outcome.shown(NmpListings.paths(request.host(), request.nmpDevices()));
  }

  private static Outcome setPolicy(Request request) {
    boolean byDefault = request.arguments().has("default");
    if (byDefault == request.arguments().has("psp")) {
      throw new CliError("Error: Exactly one of --default and --psp must be given");
    }
    if (byDefault) {
      Policy followed = request.host().defaultPolicy(unpinned(request.nmpDevice()));
      return request.changePolicy(policy -> policy.to(followed.psp(), false));
    }
    request.nmpDevice();
    String psp = request.offeredPsp("psp");
    return request.changePolicy(policy -> policy.to(psp, true));
  }

  private static Device unpinned(Device device) {
    Policy policy = device.policy();
    return device.with(
        new Policy(policy.psp(), false, policy.preferred(), policy.current(), policy.roundRobin()));
  }

  private static Device roundRobinDevice(Request request) {
    Device device = request.nmpDevice();
    if (!device.policy().isRoundRobin()) {
      throw new CliError(
          "Device " + device.id() + " does not use the Round Robin path selection policy.");
    }
    return device;
  }

  private static Outcome roundRobin(Request request) {
    Device device = roundRobinDevice(request);
    RoundRobin config = device.policy().roundRobin();
    boolean classic = request.host().release().isClassic();
    return Outcome.shown(
        Listing.of(
                "RoundRobinDeviceConfig",
                Listing.Layout.FIELDS,
                "Byte Limit",
                "Device",
                classic ? "I/O Operation Limit" : "IOOperation Limit",
                "Limit Type",
                "Use Active Unoptimized Paths")
            .with(
                List.of(
                    List.of(
                        config.bytes(),
                        device.id(),
                        config.iops(),
                        config.type().titled(),
                        config.useUnoptimised()))));
  }

  private static Outcome setRoundRobin(Request request) {
    roundRobinDevice(request);
    Arguments arguments = request.arguments();
    long iops = arguments.number("iops").orElse(0L);
    long bytes = arguments.number("bytes").orElse(0L);
    String type =
        arguments
            .get("type")
            .map(text -> text.toLowerCase(Locale.ROOT))
            .orElse(iops > 0 ? "iops" : bytes > 0 ? "bytes" : "");
    if ((iops > 0 && !type.equals("iops")) || (bytes > 0 && !type.equals("bytes"))) {
      throw new CliError("Error: The limit given does not belong to type '" + type + "'");
    }
    RoundRobin.Type limit = type(type, request);
    return request.changePolicy(
        policy -> policy.with(configured(policy.roundRobin(), limit, iops, bytes, arguments)));
  }

  private static RoundRobin.Type type(String type, Request request) {
    return switch (type) {
      case "", "default" -> RoundRobin.Type.DEFAULT;
      case "iops" -> RoundRobin.Type.IOPS;
      case "bytes" -> RoundRobin.Type.BYTES;
      case "latency" -> {
        if (request.host().release().atLeast(Release.ESXI_6_7)) {
          yield RoundRobin.Type.LATENCY;
        }
        throw new CliError("Error: Invalid value 'latency' for option --type");
      }
      default -> throw new CliError("Error: Invalid value '" + type + "' for option --type");
    };
  }

  private static RoundRobin configured(
      RoundRobin before, RoundRobin.Type type, long iops, long bytes, Arguments arguments) {
    boolean typed = arguments.has("type") || iops > 0 || bytes > 0;
    RoundRobin after =
        switch (type) {
          case IOPS -> before.withIops(iops > 0 ? iops : before.iops());
          case BYTES -> before.withBytes(bytes > 0 ? bytes : before.bytes());
          case LATENCY -> before.with(type);
          case DEFAULT ->
              typed ? RoundRobin.DEFAULT.withUnoptimised(before.useUnoptimised()) : before;
        };
    return arguments
        .get("useano")
        .or(() -> arguments.get("useANO"))
        .map(
            value ->
                switch (value.toLowerCase(Locale.ROOT)) {
                  case "1", "true", "yes", "on" -> after.withUnoptimised(true);
                  case "0", "false", "no", "off" -> after.withUnoptimised(false);
                  default ->
                      throw new CliError(
                          "Error: Invalid value '" + value + "' for option --useano");
                })
        .orElse(after);
  }

  private static Device fixedDevice(Request request) {
    Device device = request.nmpDevice();
    if (!device.policy().isFixed()) {
      throw new CliError(
          "Device " + device.id() + " does not use the Fixed path selection policy.");
    }
    return device;
  }

  private static Outcome preferred(Request request) {
    Device device = fixedDevice(request);
    Listing listing =
        request.host().release().isClassic()
            ? Listing.of("FixedPreferred", Listing.Layout.RECORDS, "Preferred Path")
                .with(List.of(List.of(device.preferredPath())))
            : Listing.of(
                    "FixedDeviceConfig", Listing.Layout.FIELDS, "Preferred Path", "Current Path")
                .with(List.of(List.of(device.preferredPath(), device.policy().current())));
    return Outcome.shown(listing);
  }

  private static Outcome setPreferred(Request request) {
    Device device = fixedDevice(request);
    boolean byDefault = request.arguments().has("default");
    if (byDefault == request.arguments().has("path")) {
      throw new CliError("Error: Exactly one of --default and --path must be given");
    }
    if (byDefault) {
      return request.changePolicy(policy -> policy.preferring(null));
    }
    String path = request.arguments().text("path");
    if (device.path(path).isEmpty()) {
      throw new CliError("Unknown path " + path + " for device " + device.id());
    }
    return request.changePolicy(policy -> policy.preferring(path));
  }
}
