package dev.vireo.container.domain.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of a template's name, and what each of them is likely to mean. */
final class NameWords {

  private static final Map<String, String> ARCHITECTURES =
      quick(
          Map.entry("x86", "i386"),
          Map.entry("i386", "i386"),
          Map.entry("i486", "i386"),
          Map.entry("i586", "i386"),
          Map.entry("i686", "i386"),
          Map.entry("ia32", "i386"),
          Map.entry("32bit", "i386"),
          Map.entry("amd64", "amd64"),
          Map.entry("x64", "amd64"),
          Map.entry("64bit", "amd64"),
          Map.entry("arm64", "arm64"),
          Map.entry("aarch64", "arm64"),
          Map.entry("armhf", "armhf"),
          Map.entry("armel", "armel"),
          Map.entry("riscv64", "riscv64"),
          Map.entry("ppc64el", "ppc64el"),
          Map.entry("ppc64le", "ppc64el"),
          Map.entry("s390x", "s390x"));

  /** Said of every template, so they tell nothing. */
  private static final Set<String> EMPTY_WORDS =
      quick("openvz", "vz", "lxc", "linux", "gnu", "template", "tmpl", "rootfs", "ct");

  /** Distributions of templates that are about, so that one is found behind other words. */
  private static final Set<String> OSTYPES =
      quick(
          "almalinux",
          "alpine",
          "altlinux",
          "arch",
          "archlinux",
          "cern",
          "centos",
          "debian",
          "devuan",
          "fedora",
          "funtoo",
          "gentoo",
          "kali",
          "mandrake",
          "mandriva",
          "nixos",
          "openeuler",
          "opensuse",
          "openwrt",
          "oracle",
          "owl",
          "redhat",
          "rhel",
          "rocky",
          "rockylinux",
          "sabayon",
          "scientific",
          "slackware",
          "sles",
          "suse",
          "ubuntu");

  private NameWords() {}

  /** {@code Map.of} seeks linearly: with a million names that are looked up it is felt. */
  @SafeVarargs
  private static Map<String, String> quick(Map.Entry<String, String>... entries) {
    Map<String, String> map = new HashMap<>();
    for (Map.Entry<String, String> entry : entries) {
      map.put(entry.getKey(), entry.getValue());
    }
    return map;
  }

  private static Set<String> quick(String... words) {
    return new HashSet<>(List.of(words));
  }

  /**
   * The parts between dashes, underscores and whatever no name should hold. {@code x86_64} and
   * {@code x86-64} are one word.
   */
  static List<String> of(String stem) {
    List<String> words = new ArrayList<>();
    int from = 0;
    String before = "";
    for (int i = 0; i < stem.length(); i++) {
      char c = stem.charAt(i);
      boolean parts = c == '_' || c == '-';
      if (parts && i - from == 3 && isX8664(stem, from)) {
        i += 2;
        from = i + 1;
        before = "amd64";
      } else if (parts || !NameScanner.isSafe(c)) {
        end(words, before, stem, from, i);
        from = i + 1;
        before = "";
      }
    }
    end(words, before, stem, from, stem.length());
    return words;
  }

  private static boolean isX8664(String stem, int from) {
    return stem.regionMatches(true, from, "x86", 0, 3)
        && stem.startsWith("64", from + 4)
        && (from + 6 == stem.length() || !Character.isLetterOrDigit(stem.charAt(from + 6)));
  }

  private static void end(List<String> words, String before, String stem, int begin, int end) {
    int from = begin;
    int to = end;
    while (before.isEmpty() && from < to && !isLetterOrDigit(stem.charAt(from))) {
      from++;
    }
    while (to > from && !isLetterOrDigit(stem.charAt(to - 1))) {
      to--;
    }
    if (to > from || !before.isEmpty()) {
      String word = stem.substring(from, to);
      words.add(before.isEmpty() ? word : before + word);
    }
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  static Optional<String> architecture(String word) {
    return Optional.ofNullable(ARCHITECTURES.get(word.toLowerCase(Locale.ROOT)));
  }

  static boolean isEmptyWord(String word) {
    return EMPTY_WORDS.contains(word.toLowerCase(Locale.ROOT));
  }

  static boolean isOstype(String word) {
    return OSTYPES.contains(word.toLowerCase(Locale.ROOT));
  }

  /** Whether it begins with a digit, as releases and dates do. */
  static boolean isVersion(String word) {
    return !word.isEmpty() && word.charAt(0) >= '0' && word.charAt(0) <= '9';
  }
}
