package dev.vireo.simulator.container;

import dev.vireo.simulator.disk.DiskFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Distributions by where they keep their network's configuration. What a guest's init finds there
 * decides whether its network comes up: not what the host's tool believes.
 */
public enum GuestFamily {
  GENTOO("/etc/conf.d/net", List.of("/etc/gentoo-release")),
  REDHAT(
      "/etc/sysconfig/network-scripts/ifcfg-venet0:0",
      List.of("/etc/redhat-release", "/etc/centos-release", "/etc/fedora-release")),
  SUSE("/etc/sysconfig/network/ifcfg-venet0", List.of("/etc/SuSE-release")),
  ARCH("/etc/rc.conf", List.of("/etc/arch-release")),
  SLACKWARE("/etc/rc.d/rc.inet1.conf", List.of("/etc/slackware-version")),
  ETCNET("/etc/net/ifaces/venet0/ipv4address", List.of("/etc/altlinux-release")),
  DEBIAN(
      "/etc/network/interfaces",
      List.of("/etc/debian_version", "/etc/alpine-release", "/etc/devuan_version"));

  private final String configuration;
  private final List<String> signs;

  GuestFamily(String configuration, List<String> signs) {
    this.configuration = configuration;
    this.signs = signs;
  }

  /** What a guest is by its own files. */
  public static Optional<GuestFamily> of(DiskFiles guest) {
    for (GuestFamily family : values()) {
      if (family.signs.stream().anyMatch(guest::isFile)) {
        return Optional.of(family);
      }
    }
    return Optional.empty();
  }

  /** For whom a script of the host is made: {@code gentoo-add_ip.sh} for Gentoo. */
  public static Optional<GuestFamily> ofScript(String script) {
    for (GuestFamily family : values()) {
      if (script.startsWith(family.scriptPrefix() + "-")) {
        return Optional.of(family);
      }
    }
    return Optional.empty();
  }

  String scriptPrefix() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where it keeps its network's configuration. */
  public String configuration() {
    return configuration;
  }

  /** Whether the folder of the configuration is there, so that it can be written. */
  public boolean fits(DiskFiles guest) {
    return guest.isDirectory(configuration.substring(0, configuration.lastIndexOf('/')));
  }

  /** Whether the guest's init will bring an address up. */
  public boolean brings(DiskFiles guest, String address) {
    try {
      String text =
          new String(guest.content(configuration), StandardCharsets.ISO_8859_1).replace('"', ' ');
      return text.matches("(?s).*(?<![0-9.])" + address.replace(".", "\\.") + "(?![0-9.]).*");
    } catch (IOException e) {
      return false;
    }
  }

  /** Writes the configuration as the family's script does. */
  public void write(DiskFiles guest, List<String> addresses) throws IOException {
    String text =
        switch (this) {
          case GENTOO ->
              "config_venet0=\""
                  + addresses.stream()
                      .map(a -> a + "/32 broadcast " + a)
                      .collect(Collectors.joining("\n"))
                  + "\"\nroutes_venet0=\"default\"\n";
          case REDHAT ->
              "DEVICE=venet0:0\nONBOOT=yes\n"
                  + addresses.stream()
                      .map(a -> "IPADDR=" + a + "\nNETMASK=255.255.255.255\n")
                      .collect(Collectors.joining());
          case DEBIAN ->
              "auto lo\niface lo inet loopback\n\nauto venet0\niface venet0 inet static\n"
                  + "\taddress 127.0.0.1\n\tnetmask 255.255.255.255\n\tup route add default dev venet0\n"
                  + addresses.stream()
                      .map(
                          a ->
                              "\nauto venet0:0\niface venet0:0 inet static\n\taddress "
                                  + a
                                  + "\n\tnetmask 255.255.255.255\n")
                      .collect(Collectors.joining());
          default ->
              addresses.stream().map(a -> "IPADDR=" + a + "\n").collect(Collectors.joining());
        };
    guest.put(configuration, text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
