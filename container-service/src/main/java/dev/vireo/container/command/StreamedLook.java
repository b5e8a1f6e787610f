package dev.vireo.container.command;

import dev.vireo.bus.container.TemplateEvidence;
import dev.vireo.container.archive.ArchiveLook;
import dev.vireo.container.archive.Limits;
import dev.vireo.container.domain.distribution.Relatives;
import dev.vireo.container.domain.distro.Distro;
import dev.vireo.container.driver.HostFileStream;
import dev.vireo.container.driver.HostFiles;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks into archives as they stream by over SSH; nothing is unpacked on either side. */
final class StreamedLook implements Inside {

  private static final Duration AT_MOST = Duration.ofMinutes(10);

  /**
   * What comes over the network is not read without end. A hole that nothing compresses is jumped
   * over, and counts nothing.
   */
  private static final Limits LIMITS = Limits.DEFAULT.withContent(8L << 30);

  /** Distributions that hosts of OpenVZ bring configurations for. */
  private static final Set<String> CONFIGURED =
      Set.of(
          "alpine.conf",
          "altlinux.conf",
          "arch.conf",
          "centos.conf",
          "debian.conf",
          "fedora.conf",
          "funtoo.conf",
          "gentoo.conf",
          "mandrake.conf",
          "opensuse.conf",
          "owl.conf",
          "redhat.conf",
          "rhel.conf",
          "scientific.conf",
          "slackware.conf",
          "sles.conf",
          "suse.conf",
          "ubuntu.conf");

  @Override
  public Look look(HostFiles files, String path)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    try (HostFileStream stream = files.bytes(path, AT_MOST)) {
      dev.vireo.container.archive.Look seen =
          ArchiveLook.at(stream, name, LIMITS, ArchiveLook.Depth.ENOUGH);
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while looking into " + path);
      }
      // What was not read is no fault of the archive's.
      Optional<String> unread = stream.unread();
      if (unread.isPresent()) {
        return unread(unread.get());
      }
      boolean whole = seen.outcome() == dev.vireo.container.archive.Look.Outcome.ROOT_FS;
      return new Look(
          evidence(seen.distro(), seen.findings()),
          whole ? Optional.empty() : Optional.of(seen.outcome().words()),
          seen.reason());
    } catch (IOException e) {
      return unread(e.toString());
    }
  }

  private static Look unread(String why) {
    return new Look(Optional.empty(), Optional.of(UNREAD), "it could not be read: " + why);
  }

  private static Optional<TemplateEvidence> evidence(Distro distro, List<String> findings) {
    if (distro.id().isEmpty() && distro.arch().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TemplateEvidence(
            distro.id().orElse(null),
            distro.version().orElse(null),
            distro.arch().orElse(null),
            distro
                .id()
                .flatMap(id -> Relatives.nearest(id, distro.idLike(), CONFIGURED::contains))
                .map(Distributions::bare)
                .orElse(null),
            Stream.concat(distro.evidence().stream(), findings.stream().map(f -> "odd: " + f))
                .toList()));
  }
}
