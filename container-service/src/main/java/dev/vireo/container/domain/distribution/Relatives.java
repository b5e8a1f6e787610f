package dev.vireo.container.domain.distribution;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Whose configuration fits a distribution that has none of its own. */
public final class Relatives {

  /** A distribution, and those it descends from, the nearest first. */
  private static final Map<String, List<String>> ANCESTORS =
      Map.ofEntries(
          Map.entry("sabayon", List.of("gentoo")),
          Map.entry("funtoo", List.of("gentoo")),
          Map.entry("calculate", List.of("gentoo")),
          Map.entry("archlinux", List.of("arch")),
          Map.entry("manjaro", List.of("arch")),
          Map.entry("artix", List.of("arch")),
          Map.entry("rocky", List.of("rhel", "centos", "redhat", "fedora")),
          Map.entry("rockylinux", List.of("rhel", "centos", "redhat", "fedora")),
          Map.entry("almalinux", List.of("rhel", "centos", "redhat", "fedora")),
          Map.entry("alma", List.of("rhel", "centos", "redhat", "fedora")),
          Map.entry("oracle", List.of("rhel", "centos", "redhat", "fedora")),
          Map.entry("ol", List.of("rhel", "centos", "redhat", "fedora")),
          Map.entry("cern", List.of("scientific", "rhel", "centos", "redhat")),
          Map.entry("scientific", List.of("rhel", "centos", "redhat")),
          Map.entry("rhel", List.of("redhat", "centos", "fedora")),
          Map.entry("centos", List.of("rhel", "redhat", "fedora")),
          Map.entry("cloudlinux", List.of("centos", "rhel", "redhat")),
          Map.entry("amzn", List.of("centos", "rhel", "fedora", "redhat")),
          Map.entry("openeuler", List.of("centos", "rhel", "fedora", "redhat")),
          Map.entry("fedora", List.of("fedora-core", "redhat")),
          Map.entry("fedora_core", List.of("fedora-core", "fedora", "redhat")),
          Map.entry("mandriva", List.of("mandrake")),
          Map.entry("mandrivalinux", List.of("mandriva", "mandrake")),
          Map.entry("mageia", List.of("mandriva", "mandrake")),
          Map.entry("devuan", List.of("debian")),
          Map.entry("kali", List.of("debian")),
          Map.entry("raspbian", List.of("debian")),
          Map.entry("proxmox", List.of("debian")),
          Map.entry("ubuntu", List.of("debian")),
          Map.entry("linuxmint", List.of("ubuntu", "debian")),
          Map.entry("opensuse-leap", List.of("opensuse", "suse")),
          Map.entry("opensuse-tumbleweed", List.of("opensuse", "suse")),
          Map.entry("opensuse", List.of("suse")),
          Map.entry("sles", List.of("suse", "opensuse")));

  private Relatives() {}

  /**
   * The distribution itself, if the host has its configuration, else its nearest relative that has
   * one.
   *
   * @param id what the archive says it is, such as {@code sabayon}
   * @param idLike what it says it is like, nearest first, as {@code ID_LIKE} of os-release
   * @param exists whether the folder has a file of that name
   * @return the file's name, such as {@code gentoo.conf}
   */
  public static Optional<String> nearest(String id, List<String> idLike, Predicate<String> exists) {
    return line(id, idLike).stream().map(name -> name + ".conf").filter(exists).findFirst();
  }

  /** The id, what it descends from and what it says it is like, nearest first. */
  static List<String> line(String id, List<String> idLike) {
    Set<String> line = new LinkedHashSet<>();
    List<String> next = new ArrayList<>(List.of(id.toLowerCase(Locale.ROOT)));
    next.addAll(idLike);
    while (!next.isEmpty()) {
      List<String> ancestors = new ArrayList<>();
      for (String name : next) {
        if (line.add(name)) {
          ancestors.addAll(ANCESTORS.getOrDefault(name, List.of()));
        }
      }
      ancestors.removeAll(line);
      next = ancestors;
    }
    return List.copyOf(line);
  }
}
