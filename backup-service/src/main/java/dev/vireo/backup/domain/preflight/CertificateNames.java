package dev.vireo.backup.domain.preflight;

import java.util.ArrayList;
import java.util.List;

/** Whether a certificate is for a host, by the rule of RFC 6125: a star stands for one label. */
public final class CertificateNames {

  private CertificateNames() {}

  /**
   * Whether one of the names is the host's.
   *
   * @param names DNS names, with or without a star as first label, and addresses
   */
  public static boolean match(List<String> names, String host) {
    String wanted = Target.plain(host);
    return names.stream().map(Target::plain).anyMatch(name -> matches(name, wanted));
  }

  private static boolean matches(String name, String wanted) {
    if (!name.startsWith("*.")) {
      return name.equals(wanted) || (wanted.contains(":") && sameV6(name, wanted));
    }
    int dot = wanted.indexOf('.');
    // "*.net" would be for a whole top-level domain.
    return dot > 0
        && name.indexOf('.', 2) > 0
        && !wanted.matches("[0-9.]+")
        && name.substring(1).equals(wanted.substring(dot));
  }

  private static boolean sameV6(String a, String b) {
    return a.contains(":") && groups(a).equals(groups(b));
  }

  /** The eight groups of an IPv6 address without leading zeros; a shorter list if it is none. */
  private static List<String> groups(String address) {
    String[] halves = address.replaceFirst("%.*", "").split("::", 2);
    List<String> groups = new ArrayList<>(half(halves[0]));
    if (halves.length == 2) {
      List<String> end = half(halves[1]);
      while (groups.size() + end.size() < 8) {
        groups.add("0");
      }
      groups.addAll(end);
    }
    return groups;
  }

  private static List<String> half(String text) {
    return text.isEmpty()
        ? List.of()
        : List.of(text.split(":")).stream().map(g -> g.replaceFirst("^0+(?=.)", "")).toList();
  }
}
