package dev.vireo.container.domain.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of a template's name, and what each of them is likely to mean. */
final class NameWords {

  private static final Map<String, String> ARCHITECTURES =
      Map.ofEntries(
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
      Set.of("openvz", "vz", "lxc", "linux", "gnu", "template", "tmpl", "rootfs", "ct");

  /** Distributions of templates that are about, so that one is found behind other words. */
  private static final Set<String> OSTYPES =
      Set.of(
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

  /**
   * The parts between dashes, underscores and whatever no name should hold. {@code x86_64} and
   * {@code x86-64} are one word.
   */
  static List<String> of(String stem) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < stem.length(); i++) {
      char c = stem.charAt(i);
      boolean wide =
          (c == '_' || c == '-')
              && word.toString().equalsIgnoreCase("x86")
              && stem.startsWith("64", i + 1)
              && (i + 3 == stem.length() || !Character.isLetterOrDigit(stem.charAt(i + 3)));
      if (wide) {
        word.setLength(0);
        word.append("amd64");
        i += 2;
      } else if (c != '_' && c != '-' && NameScanner.isSafe(c)) {
        word.append(c);
      } else {
        end(words, word);
      }
    }
    end(words, word);
    return words;
  }

  private static void end(List<String> words, StringBuilder word) {
    int from = 0;
    int to = word.length();
    while (from < to && !isLetterOrDigit(word.charAt(from))) {
      from++;
    }
    while (to > from && !isLetterOrDigit(word.charAt(to - 1))) {
      to--;
    }
    if (to > from) {
      words.add(word.substring(from, to));
    }
    word.setLength(0);
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
