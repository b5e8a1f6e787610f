package dev.vireo.backup.host;

import dev.vireo.hypervisor.script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code tar} of a host, and how it is told. Archives of one folder at two times are as alike
 * as the program can make them, so that what has not changed is stored once: entries in the order
 * of their names, and without the times of their last reading.
 */
public enum TarProgram {
  /** GNU tar 1.28 or later: sorted, with access lists and extended attributes. */
  GNU,
  /** Any other, such as BusyBox or an old GNU tar: what all of them know. */
  PLAIN;

  private static final Pattern GNU_VERSION = Pattern.compile("tar \\(GNU tar\\) (\\d+)\\.(\\d+).*");

  /** Which it is, from what {@code tar --version} prints. */
  public static TarProgram of(String printed) {
    Matcher version = GNU_VERSION.matcher(printed.lines().findFirst().orElse("").strip());
    return version.matches()
            && Integer.parseInt(version.group(1)) * 1000 + Integer.parseInt(version.group(2))
                >= 1028
        ? GNU
        : PLAIN;
  }

  /** Writes a folder with all that is in it to its output. */
  public Step archive(String folder) {
    return archive(folder, List.of("."));
  }

  /** Writes some of what is in a folder to its output. */
  public Step archive(String folder, List<String> names) {
    List<String> argv = new ArrayList<>(List.of("env", "LC_ALL=C", "tar", "-c", "-f", "-"));
    if (this == GNU) {
      argv.addAll(
          List.of(
              "--format=posix",
              "--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime",
              "--sort=name",
              "--numeric-owner",
              "--acls",
              "--xattrs",
              "--warning=no-file-ignored"));
    }
    argv.addAll(List.of("-C", folder));
    argv.addAll(names);
    return new Step("archive", argv);
  }

  /** Unpacks its input into a folder that is there. */
  public Step unpack(String folder) {
    List<String> argv = new ArrayList<>(List.of("env", "LC_ALL=C", "tar", "-x", "-p", "-f", "-"));
    if (this == GNU) {
      argv.addAll(List.of("--numeric-owner", "--acls", "--xattrs", "--xattrs-include=*"));
    }
    argv.addAll(List.of("-C", folder));
    return new Step("unpack", argv);
  }

  /**
   * Whether an archive is whole although the program did not end with 0: GNU tar ends with 1 where
   * files changed or went while it read them, and with 2 where something could not be read.
   */
  public boolean wholeWith(int exit) {
    return exit == 0 || (exit == 1 && this == GNU);
  }
}
