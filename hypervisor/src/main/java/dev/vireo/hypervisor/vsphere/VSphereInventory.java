package dev.vireo.hypervisor.vsphere;

import java.util.List;

/**
 * What a vCenter says.
 *
 * @param fullName what it is: {@code VMware vCenter Server 6.5.0 build-5973321}
 * @param hosts the hosts that the account may see
 */
public record VSphereInventory(String fullName, List<VSphereHost> hosts) {
  public VSphereInventory {
    hosts = List.copyOf(hosts);
  }
}
