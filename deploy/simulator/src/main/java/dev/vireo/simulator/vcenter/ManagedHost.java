package dev.vireo.simulator.vcenter;

import dev.vireo.simulator.estate.Release;
import java.util.List;
import java.util.Optional;

/**
 * A host as the vCenter knows it.
 *
 * @param id of the managed object, for instance {@code host-10}
 * @param name the host's own name
 * @param registeredAs the address that it was added under, with its port: the hosts of the data
 *     centre share an address, so none of their adapters tells them apart
 * @param connected false while it doesn't answer
 */
public record ManagedHost(
    String id, String name, String registeredAs, Release release, boolean connected) {

  private static final String VMKERNEL_NIC = "management.key-vim.host.VirtualNic-vmk0";

  /** The value of a property; empty if this vCenter knows none of that name. */
  Optional<Xml> property(String path) {
    List<Xml> top =
        List.of(
            Xml.typed("name", "xsd:string", registeredAs),
            Xml.reference("parent", "ClusterComputeResource", "domain-c7"),
            runtime("runtime", "HostRuntimeInfo"),
            Xml.object("config", "HostConfigInfo", config()),
            Xml.object(
                "summary",
                "HostListSummary",
                Xml.reference("host", "HostSystem", id),
                Xml.object(
                    "config",
                    "HostConfigSummary",
                    Xml.typed("name", "xsd:string", registeredAs),
                    Xml.typed("port", "xsd:int", "443"),
                    product()),
                runtime("runtime", "HostRuntimeInfo")));
    Xml found = Xml.of("host", top);
    for (String step : path.split("\\.")) {
      Optional<Xml> next =
          found.children().stream().filter(child -> child.name().equals(step)).findFirst();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      found = next.get();
    }
    return Optional.of(new Xml("val", found.type(), found.typed(), found.text(), found.children()));
  }

  private Xml runtime(String element, String type) {
    return Xml.object(
        element,
        type,
        Xml.typed(
            "connectionState",
            "HostSystemConnectionState",
            connected ? "connected" : "notResponding"),
        Xml.typed("powerState", "HostSystemPowerState", connected ? "poweredOn" : "unknown"),
        Xml.typed("inMaintenanceMode", "xsd:boolean", "false"));
  }

  private List<Xml> config() {
    return List.of(
        product(),
        Xml.object(
            "network",
            "HostNetworkInfo",
            Xml.object(
                "vnic",
                "ArrayOfHostVirtualNic",
                Xml.object("HostVirtualNic", "HostVirtualNic", nic())),
            Xml.object(
                "dnsConfig",
                "HostDnsConfig",
                Xml.typed("dhcp", "xsd:boolean", "false"),
                Xml.typed("hostName", "xsd:string", name))),
        Xml.object(
            "virtualNicManagerInfo",
            "HostVirtualNicManagerInfo",
            Xml.object(
                "netConfig",
                "ArrayOfVirtualNicManagerNetConfig",
                Xml.of(
                    "VirtualNicManagerNetConfig",
                    Xml.leaf("nicType", "management"),
                    Xml.leaf("multiSelectAllowed", "true"),
                    Xml.of("candidateVnic", nic()),
                    Xml.leaf("selectedVnic", VMKERNEL_NIC)))));
  }

  private Xml[] nic() {
    return new Xml[] {
      Xml.leaf("device", "vmk0"),
      Xml.leaf("key", VMKERNEL_NIC),
      Xml.leaf("portgroup", "Management Network"),
      Xml.of(
          "spec",
          Xml.of(
              "ip",
              Xml.leaf("dhcp", "false"),
              Xml.leaf("ipAddress", registeredAs.substring(0, registeredAs.lastIndexOf(':'))),
              Xml.leaf("subnetMask", "255.0.0.0")),
          Xml.leaf("mtu", "1500"))
    };
  }

  private Xml product() {
    return about(
        "product",
        release.product(),
        release.fullName(),
        release.version(),
        release.build(),
        "HostAgent",
        release.isClassic() ? "esx" : "embeddedEsx",
        "vmnix-x86");
  }

  /** An AboutInfo. */
  static Xml about(
      String element,
      String name,
      String fullName,
      String version,
      String build,
      String apiType,
      String productLine,
      String osType) {
    return Xml.object(
        element,
        "AboutInfo",
        Xml.typed("name", "xsd:string", name),
        Xml.typed("fullName", "xsd:string", fullName),
        Xml.typed("vendor", "xsd:string", "VMware, Inc."),
        Xml.typed("version", "xsd:string", version),
        Xml.typed("build", "xsd:string", build),
        Xml.typed("localeVersion", "xsd:string", "INTL"),
        Xml.typed("localeBuild", "xsd:string", "000"),
        Xml.typed("osType", "xsd:string", osType),
        Xml.typed("productLineId", "xsd:string", productLine),
        Xml.typed("apiType", "xsd:string", apiType),
        Xml.typed("apiVersion", "xsd:string", version));
  }
}
