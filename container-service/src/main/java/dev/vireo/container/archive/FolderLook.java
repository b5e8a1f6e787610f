package dev.vireo.container.archive;

import dev.vireo.container.archive.Look.Outcome;
import dev.vireo.container.domain.distro.Arch;
import dev.vireo.container.domain.distro.ReleaseFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks into an unpacked root file system, such as a container's private area. */
public final class FolderLook {

  private FolderLook() {}

  /** Follows links within the folder only: an absolute one begins at the folder. */
  public static Look at(Path root) throws IOException {
    RootFacts facts = new RootFacts();
    for (String path : ReleaseFiles.PATHS) {
      Optional<String> leads = RootPaths.follow(path, p -> link(root, p));
      if (leads.isPresent() && Files.isRegularFile(root.resolve(leads.get()))) {
        facts.text(path, first(root.resolve(leads.get()), RootFacts.LONGEST_TEXT));
      }
    }
    for (String shell : List.of("bin/sh", "bin/bash", "bin/busybox", "sbin/init")) {
      Optional<String> leads = RootPaths.follow(shell, p -> link(root, p));
      if (leads.isPresent() && Files.isRegularFile(root.resolve(leads.get()))) {
        facts.program(leads.get(), first(root.resolve(leads.get()), Arch.HEADER));
        if (!leads.get().equals(shell)) {
          facts.hardLink(shell, leads.get());
        }
      }
    }
    return facts.hasShell()
        ? new Look(Outcome.ROOT_FS, "", facts.distro(), List.of())
        : new Look(
            Outcome.NOT_A_ROOT_FS,
            "it has no program at /bin/sh or /sbin/init",
            facts.distro(),
            List.of());
  }

  private static Optional<String> link(Path root, String path) {
    Path link = root.resolve(path);
    try {
      return Files.isSymbolicLink(link)
          ? Optional.of(Files.readSymbolicLink(link).toString())
          : Optional.empty();
    } catch (IOException e) {
      // Gone since it was looked at: then it leads nowhere.
      return Optional.empty();
    }
  }

  private static byte[] first(Path file, int bytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(bytes);
    }
  }
}
