package dev.vireo.multipath.domain;

/**
 * A vendor, model, SATP or tag pattern: {@code *} stands for any run of characters; all else stands
 * for itself, case counts, blanks at the ends do not (SCSI pads its fields with them). A leading
 * {@code ^}, as VMware's own rules write {@code ^1814*}, changes nothing.
 */
public record NamePattern(String text) {

  public static NamePattern of(String text) {
    return new NamePattern(text);
  }

  public boolean matches(String name) {
    String pattern = (text.startsWith("^") ? text.substring(1) : text).strip();
    String subject = name.strip();
    int p = 0;
    int s = 0;
    int star = -1;
    int retry = 0;
    while (s < subject.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = s;
      } else if (p < pattern.length() && pattern.charAt(p) == subject.charAt(s)) {
        p++;
        s++;
      } else if (star >= 0) {
        p = star + 1;
        s = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  @Override
  public String toString() {
    return text;
  }
}
