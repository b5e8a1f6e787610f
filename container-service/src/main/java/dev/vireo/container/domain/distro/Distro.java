package dev.vireo.container.domain.distro;

import java.util.List;
import java.util.Optional;

/**
 * Which distribution a root file system holds, as far as it tells.
 *
 * @param id in the words of os-release, such as {@code gentoo}
 * @param version such as {@code 12} or {@code 6.3}; empty for those that roll on
 * @param arch in the words of Debian, such as {@code amd64}
 * @param idLike what it says it is like, nearest first
 * @param evidence which file said what, in words
 */
public record Distro(
    Optional<String> id,
    Optional<String> version,
    Optional<String> arch,
    List<String> idLike,
    List<String> evidence) {
  public Distro {
    idLike = List.copyOf(idLike);
    evidence = List.copyOf(evidence);
  }
}
