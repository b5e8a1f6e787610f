package dev.vireo.container.domain.distribution;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a distribution configuration does to a container's network: the files its scripts write are
 * those of one family of distributions. Told by the name of its {@code ADD_IP} script.
 */
public enum Family {
  DEBIAN("/etc/network/interfaces", "debian"),
  REDHAT("/etc/sysconfig/network-scripts/ifcfg-venet0", "redhat", "fedora"),
  GENTOO("/etc/conf.d/net", "gentoo"),
  FUNTOO("/etc/conf.d/netif.venet0", "funtoo"),
  SUSE("/etc/sysconfig/network/ifcfg-venet0", "suse"),
  ARCH("/etc/rc.conf, or /etc/netctl", "arch"),
  ETCNET("/etc/net/ifaces/venet0", "etcnet"),
  SLACKWARE("/etc/rc.d/rc.inet1", "slackware");

  private final String writes;
  private final List<String> prefixes;

  Family(String writes, String... prefixes) {
    this.writes = writes;
    this.prefixes = List.of(prefixes);
  }

  /** Such as {@code debian}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The file of the guest that tells its network, in words. */
  public String writes() {
    return writes;
  }

  /** The family of a script, by its name, such as {@code redhat-7.x_add_ip.sh}. */
  static Optional<Family> ofScript(String script) {
    String name = script.substring(script.lastIndexOf('/') + 1);
    for (Family family : values()) {
      for (String prefix : family.prefixes) {
        if (name.startsWith(prefix)) {
          return Optional.of(family);
        }
      }
    }
    return Optional.empty();
  }
}
