package dev.vireo.simulator.vz;

import dev.vireo.simulator.disk.DiskFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The distribution configurations that a Proxmox VE 1.x or 3.x host comes with. Its {@code default}
 * is Debian's: Proxmox's package puts it over OpenVZ's own, which is Red Hat's.
 */
final class Dists {
  private Dists() {}

  /** The prefix of each configuration's scripts. */
  private static Map<String, String> prefixes() {
    Map<String, String> prefixes = new LinkedHashMap<>();
    for (String name : "debian debian-3.0 debian-3.1 ubuntu ubuntu-6.06".split(" ")) {
      prefixes.put(name, "debian");
    }
    for (String name :
        ("centos fedora fedora-core mandrake redhat redhat-7.0 redhat-7.1 redhat-7.2 redhat-7.3"
                + " scientific")
            .split(" ")) {
      prefixes.put(name, "redhat");
    }
    for (String name : "suse suse-7.3 suse-8.0 suse-8.1 suse-8.2".split(" ")) {
      prefixes.put(name, "suse");
    }
    for (String name : "slackware slackware-9.0 slackware-9.1".split(" ")) {
      prefixes.put(name, "slackware");
    }
    prefixes.put("altlinux", "etcnet");
    prefixes.put("altlinux-2.4", "etcnet");
    prefixes.put("arch", "arch");
    prefixes.put("gentoo", "gentoo");
    return prefixes;
  }

  /** What came with later releases. */
  private static Map<String, String> later() {
    return Map.of(
        "alpine",
        "debian",
        "funtoo",
        "gentoo",
        "opensuse",
        "suse",
        "owl",
        "redhat",
        "rhel",
        "redhat",
        "sles",
        "suse");
  }

  /**
   * Puts them there.
   *
   * @param all those of vzctl 4 too
   */
  static void install(DiskFiles files, boolean all) throws IOException {
    Map<String, String> prefixes = prefixes();
    if (all) {
      prefixes.putAll(later());
    }
    Set<String> scripts = new LinkedHashSet<>(Set.of("functions"));
    for (Map.Entry<String, String> each : prefixes.entrySet()) {
      put(files, each.getKey() + ".conf", configuration(each.getKey(), each.getValue(), scripts));
    }
    put(files, "default", configuration("debian", "debian", scripts));
    put(
        files,
        "distribution.conf-template",
        configuration("your", "distribution", new LinkedHashSet<>()));
    for (String script : scripts) {
      put(files, "scripts/" + script, "#!/bin/bash\n# Runs inside a container.\n");
      files.permit(Distribution.FOLDER + "/scripts/" + script, 0755);
    }
  }

  private static String configuration(String name, String prefix, Set<String> scripts) {
    StringBuilder text =
        new StringBuilder("# This configuration file is meant to be used with\n")
            .append("# ")
            .append(name)
            .append(" distribution kits.\n\n");
    Map<String, String> actions = new LinkedHashMap<>();
    actions.put("ADD_IP", prefix + "-add_ip.sh");
    actions.put("DEL_IP", prefix + "-del_ip.sh");
    actions.put("SET_HOSTNAME", prefix + "-set_hostname.sh");
    actions.put("SET_DNS", "set_dns.sh");
    actions.put("SET_USERPASS", "set_userpass.sh");
    actions.put("SET_UGID_QUOTA", "set_ugid_quota.sh");
    actions.put("POST_CREATE", "postcreate.sh");
    actions.forEach(
        (action, script) -> {
          text.append(action).append('=').append(script).append('\n');
          scripts.add(script);
        });
    return text.toString();
  }

  private static void put(DiskFiles files, String name, String text) throws IOException {
    files.put(Distribution.FOLDER + "/" + name, text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
