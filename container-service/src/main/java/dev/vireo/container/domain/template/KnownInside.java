package dev.vireo.container.domain.template;

import java.util.Optional;

/**
 * What a look into the archive told, where there was one; it goes before what the file's name says.
 *
 * @param ostype such as {@code gentoo}
 * @param version such as {@code 12.4}
 * @param arch {@code i386}, {@code amd64} or another in the words of Debian
 */
public record KnownInside(
    Optional<String> ostype, Optional<String> version, Optional<String> arch) {

  /** Nobody looked. */
  public static final KnownInside NOTHING =
      new KnownInside(Optional.empty(), Optional.empty(), Optional.empty());
}
