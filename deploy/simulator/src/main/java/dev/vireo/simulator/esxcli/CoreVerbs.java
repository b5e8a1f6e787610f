package dev.vireo.simulator.esxcli;

import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.estate.EsxHost;
import dev.vireo.simulator.estate.Hardware;
import dev.vireo.simulator.estate.Path;
import dev.vireo.simulator.estate.Release;
import java.util.ArrayList;
import java.util.List;

/** {@code esxcli storage core}, {@code storage hpp}, {@code system version}. */
final class CoreVerbs {
  private static final Option DEVICE = Option.optional("device", 'd');

  private CoreVerbs() {}

  static List<Verb> modern(Release release) {
    List<Verb> verbs = new ArrayList<>();
    verbs.add(
        Verb.of(
            "storage core device list",
            "List the devices currently registered with the PSA.",
            CoreVerbs::devices,
            DEVICE));
    verbs.add(
        Verb.of(
            "storage core path list",
            "List all the SCSI paths on the system.",
            request -> Outcome.shown(CoreListings.paths(request.host(), request.allDevices())),
            DEVICE));
    verbs.add(
        Verb.of(
            "storage core adapter list",
            "List all the SCSI Host Bus Adapters on the system.",
            request -> Outcome.shown(CoreListings.adapters(request.host()))));
    verbs.add(
        Verb.of(
            "storage core claimrule list",
            "List all the claimrules on the system.",
            request -> Outcome.shown(CoreListings.claimRules(request.host())),
            Option.optional("claimrule-class", 'c')));
    verbs.add(
        Verb.of(
            "storage core claiming reclaim",
            "Attempt to unclaim all paths to a device and then run the loaded claimrules on them.",
            CoreVerbs::reclaim,
            Option.required("device", 'd')));
    verbs.add(
        Verb.of(
            "storage core plugin list",
            "List loaded PSA plugins on the system.",
            request -> Outcome.shown(CoreListings.plugins(request.host())),
            Option.optional("plugin-class", 'N')));
    verbs.add(
        Verb.of(
            "system version get",
            "Display the product name, version and build information.",
            CoreVerbs::version));
    if (release.atLeast(Release.ESXI_6_7)) {
      verbs.add(
          Verb.of(
              "storage hpp device list",
              "List the devices currently controlled by the VMware High Performance Plugin.",
              CoreVerbs::hppDevices,
              DEVICE));
      verbs.add(
          Verb.of(
              "storage hpp path list",
              "List the paths currently claimed by the VMware High Performance Plugin.",
              CoreVerbs::hppPaths,
              DEVICE));
    }
    return verbs;
  }

  static List<Verb> classic() {
    return List.of(
        Verb.of(
            "corestorage device list",
            "List the devices registered with the PSA.",
            CoreVerbs::devices,
            DEVICE),
        Verb.of(
            "corestorage plugin list",
            "List the loaded PSA plugins.",
            request -> Outcome.shown(CoreListings.plugins(request.host()))),
        Verb.of(
            "corestorage claimrule list",
            "List the claim rules.",
            request -> Outcome.shown(CoreListings.claimRules(request.host()))));
  }

  private static Outcome devices(Request request) {
    return Outcome.shown(CoreListings.devices(request.host(), request.allDevices()));
  }

  /** Prints nothing where it succeeds; a device in use stays as it is claimed. */
  private static Outcome reclaim(Request request) {
    Device device = request.nmpDevice();
    if (device.hardware().boot()) {
      throw new CliError(Request.BUSY);
    }
    return Outcome.ordered(
        request
            .host()
            .reclaim(device.id())
            .orElseThrow(() -> new CliError("Unknown device " + device.id())));
  }

  private static Outcome version(Request request) {
    Release release = request.host().release();
    boolean patch = release.atLeast(Release.ESXI_6_7);
    Listing listing =
        patch
            ? Listing.of(
                "VersionGet",
                Listing.Layout.FIELDS,
                "Product",
                "Version",
                "Build",
                "Update",
                "Patch")
            : Listing.of(
                "VersionGet", Listing.Layout.FIELDS, "Product", "Version", "Build", "Update");
    List<Object> row =
        new ArrayList<>(
            List.of(
                release.product(),
                release.version(),
                "Releasebuild-" + release.build(),
                Integer.toString(release.update())));
    if (patch) {
      row.add("0");
    }
    return Outcome.shown(listing.with(List.of(row)));
  }

  private static List<Device> hpp(Request request) {
    return request.allDevices().stream().filter(device -> !device.isNmp()).toList();
  }

  private static Outcome hppDevices(Request request) {
    List<List<Object>> rows = new ArrayList<>();
    for (Device device : hpp(request)) {
      Hardware hardware = device.hardware();
      List<String> paths = device.paths().stream().map(Path::runtimeName).toList();
      rows.add(
          List.of(
              device.id(),
              hardware.displayName(),
              "FIXED",
              "{preferred=none;}",
              device.policy().current(),
              paths,
              hardware.ssd(),
              hardware.local(),
              paths,
              false));
    }
    return Outcome.shown(
        Listing.of(
                "HppDevice",
                Listing.Layout.RECORDS,
                "Device",
                "Device Display Name",
                "Path Selection Scheme",
                "Path Selection Scheme Config",
                "Current Path",
                "Working Path Set",
                "Is SSD",
                "Is Local",
                "Paths",
                "Use ANO")
            .with(rows));
  }

  private static Outcome hppPaths(Request request) {
    EsxHost host = request.host();
    List<List<Object>> rows = new ArrayList<>();
    for (Device device : hpp(request)) {
      for (Path path : device.paths()) {
        rows.add(
            List.of(
                CoreListings.uid(host, device, path),
                path.runtimeName(),
                device.id(),
                device.hardware().displayName(),
                path.state().text(),
                "{}"));
      }
    }
    return Outcome.shown(
        Listing.of(
                "HppPath",
                Listing.Layout.RECORDS,
                "UID",
                "Runtime Name",
                "Device",
                "Device Display Name",
                "Path State",
                "Path Config")
            .with(rows));
  }
}
