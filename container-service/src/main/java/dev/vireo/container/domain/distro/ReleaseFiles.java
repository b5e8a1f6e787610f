package dev.vireo.container.domain.distro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the distribution from the files that name it. What says more goes first: the appliance's
 * own description, os-release, lsb-release, a derived distribution's own file, then those of the
 * great families.
 */
public final class ReleaseFiles {

  /**
   * The files that are asked, the first that answers wins; by their path without a leading slash.
   */
  public static final List<String> PATHS =
      List.of(
          "etc/appliance.info",
          "etc/os-release",
          "usr/lib/os-release",
          "etc/lsb-release",
          "etc/sabayon-release",
          "etc/devuan_version",
          "etc/SuSE-brand",
          "etc/SuSE-release",
          "etc/fedora-release",
          "etc/centos-release",
          "etc/rocky-release",
          "etc/almalinux-release",
          "etc/oracle-release",
          "etc/mandriva-release",
          "etc/mandrake-release",
          "etc/redhat-release",
          "etc/system-release",
          "etc/alpine-release",
          "etc/arch-release",
          "etc/gentoo-release",
          "etc/slackware-version",
          "etc/altlinux-release",
          "etc/debian_version");

  /** What of {@link #PATHS} is enough alone: nothing after it would be asked. */
  private static final List<String> ENOUGH = PATHS.subList(0, 3);

  private static final Pattern RELEASE =
      Pattern.compile(
          "^(.{1,80}?)(?: GNU/Linux| Linux)?\\s+(?:release\\s+|version\\s+)?v?(\\d[\\w.]*)");

  /** Words that release files write, and ids for them; the first that stands in the text counts. */
  private static final Map<String, String> IDS =
      Map.ofEntries(
          Map.entry("red hat", "rhel"),
          Map.entry("scientific", "scientific"),
          Map.entry("cloudlinux", "cloudlinux"),
          Map.entry("suse linux enterprise", "sles"),
          Map.entry("opensuse", "opensuse"),
          Map.entry("suse", "suse"),
          Map.entry("mandrivalinux", "mandriva"),
          Map.entry("mandriva", "mandriva"),
          Map.entry("mandrake", "mandrake"),
          Map.entry("mageia", "mageia"),
          Map.entry("linuxmint", "linuxmint"),
          Map.entry("alt linux", "altlinux"),
          Map.entry("amazon linux", "amzn"),
          Map.entry("oracle", "ol"),
          Map.entry("rocky", "rocky"),
          Map.entry("almalinux", "almalinux"),
          Map.entry("sabayon", "sabayon"),
          Map.entry("funtoo", "funtoo"),
          Map.entry("gentoo", "gentoo"),
          Map.entry("centos", "centos"),
          Map.entry("fedora", "fedora"),
          Map.entry("slackware", "slackware"));

  private ReleaseFiles() {}

  /** Whether these files leave nothing to ask; what is still missing is missing. */
  public static boolean areEnough(Map<String, String> files) {
    return ENOUGH.stream().anyMatch(p -> files.containsKey(p) && one(p, files.get(p)).isPresent());
  }

  /** What appliance.info says the processor is, in the words of Debian. */
  public static Optional<String> arch(Map<String, String> files) {
    return Optional.ofNullable(files.get("etc/appliance.info"))
        .map(text -> pairs(text, ':').getOrDefault("architecture", ""))
        .filter(arch -> arch.matches("[a-z0-9-]{2,20}"));
  }

  /**
   * @param files text of those of {@link #PATHS} that are there; an empty file says something, too
   * @param arch of the shell, and where that was read
   */
  public static Distro tell(
      Map<String, String> files, Optional<String> arch, Optional<String> archEvidence) {
    List<String> evidence = new ArrayList<>();
    Said said = new Said("", "", List.of());
    for (String path : PATHS) {
      String text = files.get(path);
      Optional<Said> told = text == null ? Optional.empty() : one(path, text);
      if (told.isPresent()) {
        said = told.get();
        evidence.add(path + " says " + (said.id + " " + said.version).strip());
        break;
      }
    }
    archEvidence.ifPresent(evidence::add);
    Optional<String> machine = arch;
    if (machine.isEmpty() && arch(files).isPresent()) {
      machine = arch(files);
      evidence.add("etc/appliance.info says " + machine.get());
    }
    return new Distro(
        Optional.of(said.id).filter(s -> !s.isEmpty()),
        Optional.of(said.version).filter(s -> !s.isEmpty()),
        machine,
        said.like,
        evidence);
  }

  private record Said(String id, String version, List<String> like) {}

  private static Optional<Said> one(String path, String text) {
    String line = text.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
    return switch (path) {
      case "etc/appliance.info" -> appliance(text);
      case "etc/os-release", "usr/lib/os-release" -> osRelease(text);
      case "etc/lsb-release" -> lsbRelease(text);
      case "etc/debian_version" -> said("debian", line);
      case "etc/devuan_version" -> said("devuan", line);
      case "etc/alpine-release" -> said("alpine", line);
      case "etc/arch-release" -> said("arch", "");
      case "etc/SuSE-brand", "etc/SuSE-release" -> suse(text);
      default -> byWords(line);
    };
  }

  private static Optional<Said> said(String id, String version) {
    String clean = version.length() <= 40 && version.matches("[\\w.+/~-]*") ? version : "";
    return Optional.of(new Said(id, clean, List.of()));
  }

  private static Optional<Said> appliance(String text) {
    String os = pairs(text, ':').getOrDefault("os", "");
    int dash = os.indexOf('-');
    if (dash <= 0) {
      return Optional.empty();
    }
    return isId(os.substring(0, dash))
        ? said(os.substring(0, dash), os.substring(dash + 1))
        : Optional.empty();
  }

  private static Optional<Said> osRelease(String text) {
    Map<String, String> pairs = pairs(text, '=');
    String id = pairs.getOrDefault("id", "").toLowerCase(Locale.ROOT);
    if (!isId(id)) {
      return Optional.empty();
    }
    List<String> like =
        List.of(pairs.getOrDefault("id_like", "").split(" ")).stream()
            .filter(ReleaseFiles::isId)
            .toList();
    return said(id, pairs.getOrDefault("version_id", "")).map(s -> new Said(s.id, s.version, like));
  }

  private static Optional<Said> lsbRelease(String text) {
    Map<String, String> pairs = pairs(text, '=');
    String id = pairs.getOrDefault("distrib_id", "").toLowerCase(Locale.ROOT);
    return isId(id)
        ? said(IDS.getOrDefault(id, id), pairs.getOrDefault("distrib_release", ""))
        : Optional.empty();
  }

  private static Optional<Said> suse(String text) {
    String version = pairs(text, '=').getOrDefault("version", "");
    return byWords(text.lines().findFirst().orElse(""))
        .map(s -> version.isEmpty() ? s : new Said(s.id, version, s.like));
  }

  /** {@code CentOS release 6.3 (Final)}, {@code Gentoo Base System release 2.2}. */
  private static Optional<Said> byWords(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    Matcher release = RELEASE.matcher(line.length() > 200 ? line.substring(0, 200) : line);
    String version = release.find() ? release.group(2) : "";
    return IDS.entrySet().stream()
        .filter(e -> lower.contains(e.getKey()))
        .min((a, b) -> rank(lower, a.getKey()) - rank(lower, b.getKey()))
        .flatMap(e -> said(e.getValue(), version));
  }

  /** The earlier in the line, and of those at one place the longer. */
  private static int rank(String line, String word) {
    return line.indexOf(word) * 100 - word.length();
  }

  private static boolean isId(String id) {
    return id.matches("[a-z0-9][a-z0-9._-]{0,39}");
  }

  /** Lines of key, separator and value, quoted or not; keys in lower case, the first counts. */
  private static Map<String, String> pairs(String text, char separator) {
    Map<String, String> pairs = new HashMap<>();
    text.lines()
        .limit(200)
        .forEach(
            line -> {
              int at = line.indexOf(separator);
              if (at > 0 && !line.startsWith("#")) {
                String value = line.substring(at + 1).strip();
                if (value.length() >= 2
                    && (value.startsWith("\"") || value.startsWith("'"))
                    && value.endsWith(value.substring(0, 1))) {
                  value = value.substring(1, value.length() - 1);
                }
                pairs.putIfAbsent(line.substring(0, at).strip().toLowerCase(Locale.ROOT), value);
              }
            });
    return pairs;
  }
}
