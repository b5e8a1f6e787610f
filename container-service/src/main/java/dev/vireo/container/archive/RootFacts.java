package dev.vireo.container.archive;

import dev.vireo.container.domain.distro.Arch;
import dev.vireo.container.domain.distro.Distro;
import dev.vireo.container.domain.distro.ReleaseFiles;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen of a root file system that tells what it is: the text of release files, links, and
 * for which processor its programs were made. Entries may come in any order.
 */
final class RootFacts {

  /** No release file is longer. */
  static final int LONGEST_TEXT = 16 * 1024;

  private static final int MOST = 20_000;
  private static final List<String> SHELLS =
      List.of("bin/sh", "bin/bash", "bin/busybox", "usr/bin/sh", "sbin/init");

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();
  private final Map<String, String> programs = new HashMap<>();

  /** Whether the text of a file is wanted. */
  static boolean isTelling(String path) {
    return ReleaseFiles.PATHS.contains(path) || path.startsWith("usr/lib/os.release.d/");
  }

  /** Whether a file may be a shell, or what a shell is a link to. */
  static boolean isProgram(String path) {
    return path.startsWith("bin/")
        || path.startsWith("usr/bin/")
        || path.startsWith("sbin/")
        || path.startsWith("usr/sbin/");
  }

  void text(String path, byte[] content) {
    if (texts.size() < MOST) {
      texts.put(path, new String(content, StandardCharsets.UTF_8));
    }
  }

  void program(String path, byte[] header) {
    if (programs.size() < MOST) {
      Arch.ofProgram(header).ifPresent(arch -> programs.put(path, arch));
    }
  }

  void link(String path, String target) {
    if (links.size() < MOST && path.chars().filter(c -> c == '/').count() <= 3) {
      links.put(path, target);
    }
  }

  /** A second name of a file; what it is may be told before or after. */
  void hardLink(String path, String target) {
    link(path, "/" + target);
  }

  private Optional<String> follow(String path) {
    return RootPaths.follow(path, p -> Optional.ofNullable(links.get(p)));
  }

  private Map<String, String> releaseFiles() {
    Map<String, String> files = new HashMap<>();
    for (String path : ReleaseFiles.PATHS) {
      follow(path).map(texts::get).ifPresent(text -> files.put(path, text));
    }
    return files;
  }

  private record Shell(String arch, String evidence) {}

  private Optional<Shell> shell() {
    for (String shell : SHELLS) {
      Optional<String> path = follow(shell);
      String arch = path.map(programs::get).orElse(null);
      if (arch != null) {
        String evidence =
            path.get().equals(shell)
                ? shell + " is a program for " + arch
                : shell + " leads to " + path.get() + ", a program for " + arch;
        return Optional.of(new Shell(arch, evidence));
      }
    }
    return Optional.empty();
  }

  boolean hasShell() {
    return shell().isPresent();
  }

  /** Whether nothing that may still come would change the answer. */
  boolean isEnough() {
    Map<String, String> files = releaseFiles();
    return ReleaseFiles.areEnough(files)
        && (ReleaseFiles.arch(files).isPresent()
            || follow("bin/sh").map(programs::get).isPresent());
  }

  Distro distro() {
    Optional<Shell> shell = shell();
    return ReleaseFiles.tell(releaseFiles(), shell.map(Shell::arch), shell.map(Shell::evidence));
  }
}
