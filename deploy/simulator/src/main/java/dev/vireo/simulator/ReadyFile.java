package dev.vireo.simulator;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --ready-file} holds once every host answers.
 *
 * @param vcenter null without a vCenter endpoint
 * @param control address of the control endpoint; null without one
 * @param appliance null without a backup appliance
 */
record ReadyFile(
    List<Host> hosts,
    @Nullable Vcenter vcenter,
    @Nullable String control,
    @Nullable ApplianceHandle appliance) {

  /**
   * A host.
   *
   * @param kind esx, openvz, pve3 or pve8
   * @param apiPort of Proxmox VE's REST; null where there is none
   * @param certificateSha256 fingerprint of the certificate there, hex pairs with colons
   * @param apiTokenFile holds {@code USER@REALM!ID=SECRET}; null where there is none
   */
  record Host(
      String name,
      String address,
      int port,
      String user,
      String passwordFile,
      String version,
      String knownHosts,
      String kind,
      @Nullable Integer apiPort,
      @Nullable String certificateSha256,
      @Nullable String apiTokenFile) {
    static Host of(ContainerHandle handle) {
      return new Host(
          handle.name(),
          handle.address(),
          handle.port(),
          handle.user(),
          handle.passwordFile().toAbsolutePath().toString(),
          handle.kind().version(),
          handle.knownHosts(),
          handle.kind().text(),
          handle.apiPort() == 0 ? null : handle.apiPort(),
          handle.certificateSha256(),
          handle.apiTokenFile() == null ? null : handle.apiTokenFile().toAbsolutePath().toString());
    }

    static Host of(HostHandle handle) {
      return new Host(
          handle.name(),
          handle.address(),
          handle.port(),
          handle.user(),
          handle.passwordFile().toAbsolutePath().toString(),
          handle.version(),
          handle.knownHosts(),
          "esx",
          null,
          null,
          null);
    }
  }

  /**
   * The vCenter endpoint.
   *
   * @param sha256 fingerprint of its certificate, hex pairs with colons
   */
  record Vcenter(String url, String user, String passwordFile, String sha256) {
    static Vcenter of(VcenterHandle handle) {
      return new Vcenter(
          handle.url(),
          handle.user(),
          handle.passwordFile().toAbsolutePath().toString(),
          handle.sha256());
    }
  }

  static ReadyFile of(DataCentre centre) throws IOException {
    return new ReadyFile(
        Stream.concat(
                centre.hosts().stream().map(Host::of),
                centre.containerHosts().stream().map(Host::of))
            .toList(),
        centre.vcenter().map(Vcenter::of).orElse(null),
        centre.control().orElse(null),
        centre.appliance().orElse(null));
  }
}
