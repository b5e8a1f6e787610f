package dev.vireo.simulator.pve;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.disk.DiskFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * What Proxmox VE takes a root file system for: by os-release's ID, else by files, in its order. It
 * does not read ID_LIKE.
 */
final class LxcDetection {
  /** What a container may be told to be. */
  static final Set<String> TYPES =
      Set.of(
          "debian",
          "devuan",
          "ubuntu",
          "centos",
          "fedora",
          "opensuse",
          "archlinux",
          "alpine",
          "gentoo",
          "nixos",
          "unmanaged");

  private static final Map<String, String> ALIASES =
      Map.of(
          "opensuse-leap",
          "opensuse",
          "opensuse-tumbleweed",
          "opensuse",
          "sles",
          "opensuse",
          "arch",
          "archlinux",
          "rocky",
          "centos",
          "almalinux",
          "centos");

  private LxcDetection() {}

  /** The type, after saying how it was found where that is of note. */
  static String type(DiskFiles guest, Console console) throws IOException, PveError {
    boolean told = guest.isFile("/etc/os-release");
    if (told) {
      String id =
          new String(guest.content("/etc/os-release"), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.startsWith("ID="))
              .map(line -> line.substring(3).replace("\"", ""))
              .findFirst()
              .orElse("");
      String type = ALIASES.getOrDefault(id, id);
      if (TYPES.contains(type)) {
        return type;
      }
      console.say("unknown ID '" + id + "' in /etc/os-release file, trying fallback detection");
    }
    String[][] signs = {
      {"/etc/debian_version", "debian"},
      {"/etc/devuan_version", "devuan"},
      {"/etc/SuSE-release", "opensuse"},
      {"/etc/fedora-release", "fedora"},
      {"/etc/centos-release", "centos"},
      {"/etc/redhat-release", "centos"},
      {"/etc/arch-release", "archlinux"},
      {"/etc/alpine-release", "alpine"},
      {"/etc/gentoo-release", "gentoo"}
    };
    for (String[] sign : signs) {
      if (guest.isFile(sign[0])) {
        return sign[1];
      }
    }
    if (told) {
      throw new PveError(500, "unable to detect OS distribution");
    }
    console.say(
        "/etc/os-release file not found and autodetection failed, falling back to 'unmanaged'");
    return "unmanaged";
  }
}
