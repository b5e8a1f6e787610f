package dev.vireo.container.domain.distribution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the set-up code of Proxmox VE from 4.0 makes of a root file system: it writes the network's
 * configuration by the {@code ostype}, and refuses releases that it does not know how to set up.
 * Only refusals that every release of that code shares are told; how new a guest may be differs
 * from one to the next, and the newer ones do no more than warn.
 *
 * <p>Source: pve-container, {@code PVE/LXC/Setup.pm} and the modules below {@code PVE/LXC/Setup}.
 *
 * @param ostype such as {@code debian}; empty where the code cannot tell what it is
 * @param refusal why it is not set up; empty: it is
 */
public record LxcSetup(Optional<String> ostype, Optional<String> refusal) {

  /** Where that code lies on a host. */
  public static final String FOLDER = "/usr/share/perl5/PVE/LXC/Setup";

  /** What each release of it knows. */
  public static final List<String> OSTYPES =
      List.of(
          "alpine",
          "archlinux",
          "centos",
          "debian",
          "devuan",
          "fedora",
          "gentoo",
          "opensuse",
          "ubuntu");

  /** Ids that it takes for another, or whose release files it knows as another's. */
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("arch", "archlinux"),
          Map.entry("sles", "opensuse"),
          Map.entry("suse", "opensuse"),
          Map.entry("opensuse-leap", "opensuse"),
          Map.entry("opensuse-tumbleweed", "opensuse"),
          Map.entry("rhel", "centos"),
          Map.entry("redhat", "centos"),
          Map.entry("rocky", "centos"),
          Map.entry("almalinux", "centos"),
          Map.entry("scientific", "centos"));

  /** Old ones that it knows nevertheless; others before 17 have too old a systemd. */
  private static final Set<String> OLD_UBUNTU =
      Set.of("12.04", "14.04", "15.04", "15.10", "16.04", "16.10");

  private static final Map<String, Integer> OLDEST =
      Map.of("debian", 4, "ubuntu", 17, "centos", 5, "fedora", 22);

  private static final Pattern MAJOR = Pattern.compile("([0-9]{1,4})(?:[.].*)?");

  /**
   * By what an archive says of itself.
   *
   * @param id in the words of os-release
   * @param relative the nearest distribution of those that are known well, by what it says it is
   *     like: its release files are mostly there, too, and are what is looked at next
   */
  public static LxcSetup of(
      Optional<String> id, Optional<String> version, Optional<String> relative) {
    Optional<String> ostype =
        id.flatMap(LxcSetup::known).or(() -> relative.flatMap(LxcSetup::known));
    if (ostype.isEmpty()) {
      return new LxcSetup(
          ostype,
          Optional.of(
              id.map(i -> "there is no set-up code for " + i)
                  .orElse("nothing in it tells what it is")));
    }
    return new LxcSetup(ostype, version.flatMap(v -> tooOld(ostype.get(), v)));
  }

  private static Optional<String> known(String id) {
    return Optional.of(ALIASES.getOrDefault(id, id)).filter(OSTYPES::contains);
  }

  private static Optional<String> tooOld(String ostype, String version) {
    Matcher major = MAJOR.matcher(version);
    Integer oldest = OLDEST.get(ostype);
    if (oldest == null || !major.matches() || OLD_UBUNTU.contains(version)) {
      return Optional.empty();
    }
    return Integer.parseInt(major.group(1)) < oldest
        ? Optional.of(
            "the set-up code for "
                + ostype
                + " refuses release "
                + version
                + ": it begins with "
                + oldest)
        : Optional.empty();
  }

  /** What to do about one that is not set up. */
  public String advice() {
    return "take a template that is set up, or make the container by hand with --ostype unmanaged"
        + " and configure its network within";
  }
}
