package dev.vireo.bench.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names in the shapes that template folders have, about half of which Proxmox VE 1.x offers: those
 * that it does, those of later releases, those of other makers, and what is no template.
 */
final class TemplateNames {

  /** Proxmox VE 1.x's own rule, for comparison. */
  static final Pattern RULE =
      Pattern.compile("^([^-]+-[^-]+)-([^_]+)_([^_]+)_(i386|amd64)\\.tar\\.gz$");

  private static final String[] SYSTEMS = {"debian", "ubuntu", "centos", "fedora", "gentoo"};

  private TemplateNames() {}

  /** So many, none twice. */
  static List<String> of(int count) {
    List<String> names = new ArrayList<>(count);
    for (int i = 0; names.size() < count; i++) {
      String system = SYSTEMS[i % SYSTEMS.length];
      int release = 4 + i % 9;
      names.add(
          switch (i % 8) {
            case 0, 1, 2 -> system + "-" + release + ".0-app" + i + "_1." + i + "-1_i386.tar.gz";
            case 3 -> system + "-" + release + "-standard_" + release + "." + i + "-2_amd64.tar.gz";
            case 4 -> "Sabayon_Linux_Spin" + i + "_5." + i % 10 + "_x86_openvz.tar.gz";
            case 5 -> system + "-" + release + "-default_2021" + i + "_amd64.tar.xz";
            case 6 -> system + "-" + release + ".0-x86_64-minimal-" + i + ".tar.gz";
            default -> "notes of " + system + " " + i + ".txt";
          });
    }
    return names;
  }
}
