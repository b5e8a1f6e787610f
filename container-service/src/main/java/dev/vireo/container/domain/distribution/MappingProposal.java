package dev.vireo.container.domain.distribution;

import java.util.List;

/**
 * A link that gives a distribution the configuration of another.
 *
 * @param link the name to add to the folder, such as {@code sabayon.conf}
 * @param target the file that it leads to, such as {@code gentoo.conf}
 * @param serves which of the host's other templates it would serve from then on, too
 */
public record MappingProposal(String link, String target, List<String> serves) {
  public MappingProposal {
    serves = List.copyOf(serves);
  }
}
