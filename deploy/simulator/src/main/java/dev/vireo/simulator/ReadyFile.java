package dev.vireo.simulator;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --ready-file} holds once every host answers.
 *
 * @param vcenter null without a vCenter endpoint
 * @param control address of the control endpoint; null without one
 */
record ReadyFile(List<Host> hosts, @Nullable Vcenter vcenter, @Nullable String control) {

  record Host(
      String name,
      String address,
      int port,
      String user,
      String passwordFile,
      String version,
      String knownHosts) {
    static Host of(HostHandle handle) {
      return new Host(
          handle.name(),
          handle.address(),
          handle.port(),
          handle.user(),
          handle.passwordFile().toAbsolutePath().toString(),
          handle.version(),
          handle.knownHosts());
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
        centre.hosts().stream().map(Host::of).toList(),
        centre.vcenter().map(Vcenter::of).orElse(null),
        centre.control().orElse(null));
  }
}
