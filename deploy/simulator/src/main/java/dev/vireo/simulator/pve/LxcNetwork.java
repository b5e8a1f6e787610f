package dev.vireo.simulator.pve;

import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.container.Lan;
import dev.vireo.simulator.container.NetView;
import dev.vireo.simulator.container.NetView.Address;
import dev.vireo.simulator.container.NetView.Interface;
import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.fault.FaultKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * The network of an LXC guest. Proxmox VE writes what the guest's own scripts read, unless the
 * container is of type unmanaged: then nobody does.
 */
final class LxcNetwork {
  private static final String FILE = "/etc/network/interfaces";

  private final ContainerHost host;
  private final int id;
  private final LxcConfig config;

  LxcNetwork(ContainerHost host, int id, LxcConfig config) {
    this.host = host;
    this.id = id;
    this.config = config;
  }

  private String address() {
    String address = config.network("ip");
    return address.equals("dhcp") ? "10.20.250." + id % 250 + "/" + Lan.PREFIX : address;
  }

  /** What it holds on the LAN. */
  Set<String> addresses() {
    String address = address();
    return address.matches("[0-9.]+/[0-9]+")
        ? Set.of(address.substring(0, address.indexOf('/')))
        : Set.of();
  }

  NetView early() {
    return new NetView(List.of(NetView.LOOPBACK, device(false, List.of())), List.of());
  }

  private Interface device(boolean up, List<Address> addresses) {
    return new Interface("eth0", "ether", Lan.mac(host.name() + "/" + id), up, 1500, addresses);
  }

  /** Writes the guest's files, and says what its init makes of them. */
  NetView booted(DiskFiles guest) throws IOException {
    boolean spoilt =
        host.faults()
            .strike(
                FaultKind.NO_NETWORK,
                fault -> fault.argument().isEmpty() || fault.argument().equals(id + ""))
            .isPresent();
    boolean managed = !config.get("ostype").equals("unmanaged");
    if (managed && guest.isDirectory("/etc") && !config.get("nameserver").isEmpty()) {
      String text = "nameserver " + config.get("nameserver").replace(" ", "\nnameserver ") + "\n";
      guest.put("/etc/resolv.conf", text.getBytes(StandardCharsets.US_ASCII));
    }
    if (config.get("net0").isEmpty()) {
      return new NetView(List.of(NetView.LOOPBACK), List.of());
    }
    if (addresses().isEmpty() || !managed || spoilt) {
      return new NetView(List.of(NetView.LOOPBACK, device(true, List.of())), List.of());
    }
    String[] parts = address().split("/");
    String gateway = config.network("gw");
    guest.put(
        FILE,
        ("auto lo\niface lo inet loopback\n\nauto eth0\niface eth0 inet static\n\taddress "
                + address()
                + (gateway.isEmpty() ? "" : "\n\tgateway " + gateway)
                + "\n")
            .getBytes(StandardCharsets.US_ASCII));
    List<String> routes =
        gateway.isEmpty()
            ? List.of("10.20.0.0/16 dev eth0 proto kernel scope link src " + parts[0])
            : List.of(
                "default via " + gateway + " dev eth0 onlink",
                "10.20.0.0/16 dev eth0 proto kernel scope link src " + parts[0]);
    return new NetView(
        List.of(
            NetView.LOOPBACK,
            device(true, List.of(new Address(parts[0], Integer.parseInt(parts[1]), "")))),
        routes);
  }
}
