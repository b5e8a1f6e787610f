package dev.vireo.container.domain.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a name that a rule takes out of one that it does not. What the archive is known to hold
 * goes before what its name says; what neither tells is assumed, and said so.
 */
public final class NameSuggester {

  /** Short forms of compressed archives, and what they stand for. */
  private static final Map<String, String> SHORT_FORMS =
      Map.of(
          ".tgz", ".tar.gz",
          ".txz", ".tar.xz",
          ".tzst", ".tar.zst",
          ".tbz2", ".tar.bz2",
          ".tbz", ".tar.bz2",
          ".tar.bz", ".tar.bz2");

  private static final List<String> ARCHIVES =
      List.of(".tar.gz", ".tar.xz", ".tar.zst", ".tar.bz2", ".tar.lzma", ".tar.lz", ".tar");

  /** Their releases have two numbers: 10.04 is no 10. */
  private static final Set<String> TWO_NUMBERS =
      Set.of("ubuntu", "alpine", "opensuse", "slackware", "altlinux", "openeuler", "arch");

  private static final int LONGEST_PART = 60;

  private NameSuggester() {}

  /**
   * A name that the rule takes; the name itself where it does. Empty where the file is named as no
   * archive at all, has a path in its name, or is of an architecture that the rule has no word for.
   */
  public static Optional<NameSuggestion> suggest(
      TemplateName name, NamingRule rule, KnownInside inside) {
    String text = name.text();
    if (name.isTakenBy(rule)) {
      return Optional.of(new NameSuggestion(text, false, List.of()));
    }
    if (text.indexOf('/') >= 0) {
      return Optional.empty();
    }
    text = text.strip();
    String lower = text.toLowerCase(Locale.ROOT);
    // Lower case of some letters is longer than they are; such a name keeps its ASCII end only.
    if (lower.length() != text.length()) {
      text = lower;
    }
    String written = written(lower);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    String stem = text.substring(0, text.length() - written.length());
    String is = SHORT_FORMS.getOrDefault(written, written);
    boolean repack = !rule.takes(is);
    String extension = repack ? ".tar.gz" : is;
    return (rule.hasScheme() ? byScheme(stem, inside) : freely(stem))
        .map(made -> new NameSuggestion(made.name() + extension, repack, made.assumptions()))
        .filter(s -> TemplateName.of(s.name()).isTakenBy(rule));
  }

  /** The extension as it is written, in lower case; empty where it is none of an archive. */
  private static String written(String lower) {
    for (String extension : ARCHIVES) {
      if (lower.endsWith(extension)) {
        return extension;
      }
    }
    for (String extension : SHORT_FORMS.keySet()) {
      if (lower.endsWith(extension)) {
        return extension;
      }
    }
    return "";
  }

  private record Made(String name, List<String> assumptions) {}

  /** As Proxmox VE's own upload does it: what is not usual becomes an underscore. */
  private static Optional<Made> freely(String stem) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < stem.length() && name.length() < NameScanner.LONGEST - 10; i++) {
      char c = stem.charAt(i);
      boolean leading = name.isEmpty() && (c == '-' || c == '.');
      if (NameScanner.isSafe(c)) {
        if (!leading) {
          name.append(c);
        }
      } else if (!name.isEmpty()) {
        name.append('_');
      }
    }
    return name.isEmpty() ? Optional.empty() : Optional.of(new Made(name.toString(), List.of()));
  }

  private static Optional<Made> byScheme(String stem, KnownInside inside) {
    List<String> assumptions = new ArrayList<>();
    List<String> words = new ArrayList<>();
    Optional<String> arch = inside.arch();
    boolean archAtEnd = false;
    for (String word : NameWords.of(stem)) {
      Optional<String> named = NameWords.architecture(word);
      archAtEnd = named.isPresent();
      if (named.isEmpty()) {
        words.add(word);
      } else if (arch.isEmpty()) {
        arch = named;
      }
    }
    if (arch.isPresent() && !arch.get().equals("i386") && !arch.get().equals("amd64")) {
      return Optional.empty();
    }
    if (arch.isEmpty()) {
      assumptions.add("the architecture is in no part of the name; i386 is assumed");
    }
    String machine = arch.orElse("i386");
    return Optional.of(
        archAtEnd && inside.equals(KnownInside.NOTHING)
            ? new Made(
                kept(stem, machine).orElseGet(() -> made(words, inside, machine, assumptions)),
                assumptions)
            : new Made(made(words, inside, machine, assumptions), assumptions));
  }

  /** A name that has all its parts keeps them; only its end is of another kind. */
  private static Optional<String> kept(String stem, String arch) {
    int last = stem.lastIndexOf('_');
    if (last < 0 || !NameWords.architecture(stem.substring(last + 1)).equals(Optional.of(arch))) {
      return Optional.empty();
    }
    String name = stem.substring(0, last + 1) + arch;
    return TemplateName.of(name + ".tar.gz").isTakenBy(NamingRule.PVE1)
        ? Optional.of(name)
        : Optional.empty();
  }

  private static String made(
      List<String> words, KnownInside inside, String arch, List<String> assumptions) {
    List<String> rest = new ArrayList<>(words);
    int at = 0;
    for (int i = 0; i < rest.size(); i++) {
      if (NameWords.isOstype(rest.get(i))) {
        at = i;
        break;
      }
    }
    String ostype = inside.ostype().map(NameSuggester::part).orElse("");
    boolean follows = false;
    if (!rest.isEmpty() && !NameWords.isVersion(rest.get(at))) {
      String word = rest.remove(at).toLowerCase(Locale.ROOT);
      ostype = ostype.isEmpty() ? part(word) : ostype;
      follows = at < rest.size() && NameWords.isVersion(rest.get(at));
    }
    if (ostype.isEmpty()) {
      ostype = "unknown";
      assumptions.add("no part of the name is a distribution");
    }
    rest.removeIf(NameWords::isEmptyWord);
    List<String> numbers = new ArrayList<>();
    List<String> name = new ArrayList<>();
    for (String word : rest) {
      if (NameWords.isVersion(word) && numbers.size() < 3) {
        numbers.add(part(word));
      } else {
        name.add(part(word));
      }
    }
    String full = inside.version().map(NameSuggester::part).orElse("");
    if (full.isEmpty() && !numbers.isEmpty()) {
      full = numbers.getFirst();
    }
    String osversion;
    if (full.isEmpty()) {
      osversion = "current";
      assumptions.add("no part of the name is a version");
    } else if (follows && inside.version().isEmpty()) {
      osversion = numbers.removeFirst();
    } else {
      osversion = release(ostype, full);
    }
    return ostype
        + '-'
        + osversion
        + '-'
        + (name.isEmpty() ? "standard" : cut(String.join("-", name), 2 * LONGEST_PART))
        + '_'
        + version(numbers, full)
        + '_'
        + arch;
  }

  /** {@code 5.4} of Sabayon is release 5, {@code 10.04.2} of Ubuntu is release 10.04. */
  private static String release(String ostype, String full) {
    int dot = full.indexOf('.');
    if (dot > 0 && TWO_NUMBERS.contains(ostype)) {
      int second = full.indexOf('.', dot + 1);
      return second < 0 ? full : full.substring(0, second);
    }
    return dot > 0 ? full.substring(0, dot) : full;
  }

  /** Of the package: what the name tells, with a revision as the appliances' index wants one. */
  private static String version(List<String> numbers, String full) {
    if (numbers.isEmpty()) {
      return (full.isEmpty() ? "0" : full) + "-1";
    }
    return numbers.size() == 1 ? numbers.getFirst() + "-1" : String.join("-", numbers);
  }

  /** Without what separates parts, and not endless. */
  private static String part(String word) {
    if (isPart(word)) {
      return word;
    }
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < word.length() && part.length() < LONGEST_PART; i++) {
      char c = word.charAt(i);
      if (NameScanner.isSafe(c) && c != '-' && c != '_') {
        part.append(c);
      }
    }
    while (!part.isEmpty() && part.charAt(0) == '.') {
      part.deleteCharAt(0);
    }
    return part.toString();
  }

  private static boolean isPart(String word) {
    if (word.length() > LONGEST_PART || word.startsWith(".")) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!NameScanner.isSafe(c) || c == '-' || c == '_') {
        return false;
      }
    }
    return true;
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
