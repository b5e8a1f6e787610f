package dev.vireo.simulator.estate;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the hosts of a data centre. The same numbers always make the same hosts.
 *
 * @param luns SVC LUNs per host
 * @param paths paths per SVC LUN
 */
public record Composition(Profile profile, int luns, int paths) {

  /** What a host is made of. */
  public enum Profile {
    /** The arrays of a grown data centre, with devices among them that must not be touched. */
    STORY,
    /** SVC LUNs only, all alike: for measurements. */
    UNIFORM
  }

  /** So many hosts see the same SVC LUNs. */
  static final int CLUSTER = 4;

  /**
   * A host.
   *
   * @param number from 1
   */
  public HostState host(int number) {
    Release[] releases = Release.values();
    Release release = releases[(number - 1) % releases.length];
    Fabric fabric = new Fabric(number, release);
    int cluster = (number - 1) / CLUSTER;
    List<Device> devices = new ArrayList<>();
    int width = profile == Profile.STORY && number % 2 == 0 ? Math.max(2, paths / 2) : paths;
    Arrays arrays = new Arrays(fabric);
    for (int lun = 1; lun <= luns; lun++) {
      devices.add(arrays.svc(cluster, lun, width));
    }
    if (profile == Profile.STORY) {
      unsafe(number, cluster, devices);
      others(number, release, arrays, devices);
    }
    return claimed(
        new HostState(
            String.format("esx-%02d", number),
            release,
            1,
            fabric.adapters(),
            Plugins.satps(release),
            Plugins.rules(release),
            List.copyOf(devices)));
  }

  /** Devices come up the way the host's rules claim them. */
  private static HostState claimed(HostState state) {
    EsxHost host = new EsxHost(state);
    state.devices().forEach(host::appear);
    return host.state();
  }

  /** SVC LUNs with something about them that forbids a change, where there are LUNs to spare. */
  private static void unsafe(int number, int cluster, List<Device> devices) {
    int last = devices.size() - 1;
    if (last < 3) {
      return;
    }
    if (cluster % 2 == 0) {
      Device shared = devices.get(last);
      devices.set(last, shared.with(shared.hardware().reservedPerennially()));
    }
    switch (number % 4) {
      case 3 -> {
        Device limping = devices.get(last - 1);
        List<Path> paths = new ArrayList<>(limping.paths());
        paths.set(paths.size() - 1, paths.getLast().with(PathState.DEAD));
        devices.set(last - 1, limping.with(paths));
      }
      case 0 -> {
        Device single = devices.get(last - 2);
        devices.set(last - 2, single.with(List.of(single.paths().getFirst())));
      }
      default -> {}
    }
  }

  private static void others(int number, Release release, Arrays arrays, List<Device> devices) {
    boolean fromSan = number % 5 == 2;
    boolean fromUsb = number % 5 == 3;
    if (fromSan) {
      Device boot = arrays.svcBoot(number);
      devices.addFirst(boot.with(boot.hardware().asBoot()));
    }
    for (int lun = 1; lun <= 2; lun++) {
      devices.add(number % 2 == 1 ? arrays.netapp(number, lun) : arrays.pure(number, lun));
      devices.add(arrays.ds4000(number, lun));
    }
    switch (number % 3) {
      case 1 -> devices.add(arrays.freenas(number));
      case 2 -> devices.add(arrays.xiv(number));
      default -> devices.add(arrays.localSata(number));
    }
    Device raid = arrays.localRaid(number);
    devices.add(fromSan || fromUsb ? raid : raid.with(raid.hardware().asBoot()));
    if (fromUsb) {
      Device stick = arrays.usbStick();
      devices.add(stick.with(stick.hardware().asBoot()));
    }
    if (number % 2 == 0) {
      devices.add(arrays.localMpx());
    }
    devices.add(arrays.cdRom());
    if (release.atLeast(Release.ESXI_7_0)) {
      devices.add(
          arrays.nvme(
              number,
              "t10.NVMe____Dell_Express_Flash_PM1725b_1.6TB_SFF____"
                  + String.format("%016X", number)));
      devices.add(arrays.nvme(number, String.format("eui.3634483052%06x0025384500000001", number)));
    }
  }

  /** The LUN that appears when somebody maps a further one of the SVC to a host. */
  public Device furtherSvcLun(EsxHost host, int number, int lun) {
    return new Arrays(new Fabric(number, host.release()))
        .svc((number - 1) / CLUSTER, lun, Math.max(2, paths));
  }
}
