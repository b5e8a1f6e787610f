package dev.vireo.hypervisor.vsphere;

import org.jspecify.annotations.Nullable;

/**
 * A host as its vCenter knows it.
 *
 * @param id the vCenter's own id for it, such as {@code host-21}
 * @param name the name it was added by: a DNS name or an address
 * @param address its management address; its name where that has a port, or the vCenter tells no
 *     address
 * @param connection {@code connected}, {@code disconnected} or {@code notResponding}
 * @param version such as {@code 6.7.0}; null for a host that the vCenter has never talked to
 * @param build such as {@code 17700523}
 * @param fullName such as {@code VMware ESXi 6.7.0 build-17700523}
 */
public record VSphereHost(
    String id,
    String name,
    String address,
    String connection,
    @Nullable String version,
    @Nullable String build,
    @Nullable String fullName) {}
