package dev.vireo.container.domain.template;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Which names of template files a release of Proxmox VE shows in its lists; a file of another name
 * lies there unseen. Sources: pve-manager's {@code HTMLUtils.pm} of 2011 (kept from 1.x) for {@link
 * #PVE1}; pve-storage's pattern for template files in its history for the others.
 */
public enum NamingRule {
  /** {@code OS-OSVERSION-NAME_VERSION_(i386|amd64).tar.gz}, and nothing else. */
  PVE1(true, false, ".tar.gz"),
  /** 2.0 to 3.4: any name that ends in {@code .tar.gz}. */
  PVE3(false, false, ".tar.gz"),
  /** 4.x to 7.0, since July 2015. */
  PVE4(false, false, ".tar.gz", ".tar.xz"),
  /** 7.1 to 8.x: the extension in letters of either case. */
  PVE8(false, true, ".tar.gz", ".tar.xz", ".tar.zst", ".tar.bz2"),
  /** 9.x: plain archives too. */
  PVE9(false, true, ".tar.gz", ".tar.xz", ".tar.zst", ".tar.bz2", ".tar");

  private final boolean scheme;
  private final boolean anyCase;
  private final String[] extensions;

  NamingRule(boolean scheme, boolean anyCase, String... extensions) {
    this.scheme = scheme;
    this.anyCase = anyCase;
    this.extensions = extensions;
  }

  /** The word that the command line takes, such as {@code pve1}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The rule of that word. */
  public static Optional<NamingRule> of(String word) {
    return Arrays.stream(values()).filter(r -> r.word().equals(word)).findFirst();
  }

  /** Whether the parts of the name are prescribed, and not only its end. */
  public boolean hasScheme() {
    return scheme;
  }

  /** Whether the extension may be in letters of either case. */
  public boolean takesAnyCase() {
    return anyCase;
  }

  /** What a name may end in, the preferred one first: {@code .tar.gz, .tar.xz}. */
  public String extensionsInWords() {
    return String.join(", ", extensions);
  }

  /** Whether the extension, in lower case and with its dots, is one of this rule. */
  public boolean takes(String extension) {
    return Arrays.asList(extensions).contains(extension);
  }

  /** The bytes of the extension at that place of the rule's list; no copy, for the scanner. */
  String extension(int index) {
    return extensions[index];
  }

  int extensionCount() {
    return extensions.length;
  }
}
