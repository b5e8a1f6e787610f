package dev.vireo.simulator.esxcli;

import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.estate.EsxHost;
import dev.vireo.simulator.estate.Path;
import dev.vireo.simulator.estate.Plugins;
import dev.vireo.simulator.estate.Release;
import dev.vireo.simulator.estate.Satp;
import dev.vireo.simulator.estate.SatpRule;
import java.util.ArrayList;
import java.util.List;

/** What NMP lists: devices, paths, plug-ins, rules. */
final class NmpListings {
  private NmpListings() {}

  static Listing devices(EsxHost host, List<Device> devices) {
    Release release = host.release();
    List<String> titles =
        new ArrayList<>(
            List.of(
                "Device",
                "Device Display Name",
                "Storage Array Type",
                "Storage Array Type Device Config",
                "Path Selection Policy",
                "Path Selection Policy Device Config"));
    if (!release.isClassic()) {
      titles.add("Path Selection Policy Device Custom Config");
    }
    titles.add("Working Paths");
    if (release == Release.ESXI_5_5) {
      titles.add("Is Local SAS Device");
      titles.add("Is Boot USB Device");
    } else if (release.atLeast(Release.ESXI_6_7)) {
      titles.add("Is USB");
    }
    long tick = host.tick();
    List<List<Object>> rows = new ArrayList<>();
    for (Device device : devices) {
      List<Object> row = new ArrayList<>();
      row.add(device.id());
      row.add(device.hardware().displayName());
      row.add(device.satp());
      row.add(NmpText.satpConfig(release, device));
      row.add(device.policy().psp());
      row.add(NmpText.pspConfig(release, device, tick));
      if (!release.isClassic()) {
        row.add("");
      }
      row.add(device.workingPaths().stream().map(Path::runtimeName).toList());
      if (release == Release.ESXI_5_5) {
        row.add(CoreListings.isLocalSas(device));
        row.add(device.hardware().isUsb() && device.hardware().boot());
      } else if (release.atLeast(Release.ESXI_6_7)) {
        row.add(device.hardware().isUsb());
      }
      rows.add(row);
    }
    return new Listing("NmpDevice", Listing.Layout.RECORDS, titles, rows);
  }

  static Listing paths(EsxHost host, List<Device> devices) {
    Listing listing =
        Listing.of(
            "NmpPath",
            Listing.Layout.RECORDS,
            "UID",
            "Runtime Name",
            "Device",
            "Device Display Name",
            "Group State",
            "Array Priority",
            "Storage Array Type Path Config",
            "Path Selection Policy Path Config");
    List<List<Object>> rows = new ArrayList<>();
    for (Device device : devices) {
      for (Path path : device.paths()) {
        rows.add(
            List.of(
                CoreListings.uid(host, device, path),
                path.runtimeName(),
                device.id(),
                device.hardware().displayName(),
                path.groupState(),
                path.isOptimised() ? 0L : 1L,
                NmpText.satpPathConfig(device, path),
                NmpText.pspPathConfig(host.release(), device, path)));
      }
    }
    return listing.with(rows);
  }

  static Listing psps(EsxHost host) {
    List<List<Object>> rows = new ArrayList<>();
    Plugins.psps(host.release()).forEach((name, text) -> rows.add(List.of(name, text)));
    return Listing.of("NmpPsp", Listing.Layout.TABLE, "Name", "Description").with(rows);
  }

  static Listing satps(EsxHost host) {
    List<List<Object>> rows = new ArrayList<>();
    for (Satp satp : host.satps()) {
      rows.add(
          List.of(
              satp.name(),
              satp.defaultPsp(),
              host.isLoaded(satp.name()) ? satp.description() : "Placeholder (plugin not loaded)"));
    }
    return Listing.of("NmpSatp", Listing.Layout.TABLE, "Name", "Default PSP", "Description")
        .with(rows);
  }

  static Listing rules(EsxHost host, String satp) {
    boolean classic = host.release().isClassic();
    List<List<Object>> rows = new ArrayList<>();
    for (SatpRule rule : host.rules()) {
      if (!satp.isEmpty() && !rule.satp().equals(satp)) {
        continue;
      }
      rows.add(
          classic
              ? List.of(
                  rule.satp(),
                  rule.vendor(),
                  rule.model(),
                  rule.driver(),
                  rule.transport(),
                  rule.options(),
                  rule.claimOptions(),
                  rule.defaultPsp(),
                  rule.description())
              : List.of(
                  rule.satp(),
                  rule.device(),
                  rule.vendor(),
                  rule.model(),
                  rule.driver(),
                  rule.transport(),
                  rule.options(),
                  rule.group(),
                  rule.claimOptions(),
                  rule.defaultPsp(),
                  rule.pspOptions(),
                  rule.description()));
    }
    return (classic
            ? Listing.of(
                "NmpSatpRule",
                Listing.Layout.TABLE,
                "Name",
                "Vendor",
                "Model",
                "Driver",
                "Transport",
                "Options",
                "Claim Options",
                "Default PSP",
                "Description")
            : Listing.of(
                "NmpSatpRule",
                Listing.Layout.TABLE,
                "Name",
                "Device",
                "Vendor",
                "Model",
                "Driver",
                "Transport",
                "Options",
                "Rule Group",
                "Claim Options",
                "Default PSP",
                "PSP Options",
                "Description"))
        .with(rows);
  }
}
