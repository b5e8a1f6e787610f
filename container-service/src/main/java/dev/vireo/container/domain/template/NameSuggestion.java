package dev.vireo.container.domain.template;

import java.util.List;

/**
 * A name under which the host would show the file.
 *
 * @param name accepted by the rule it was made for; letters, digits and {@code _.+~:-} only
 * @param repack whether the archive has to be compressed otherwise first, so that renaming alone
 *     would make a file that is not what its name says
 * @param assumptions what the name says though the file's own name does not, in words
 */
public record NameSuggestion(String name, boolean repack, List<String> assumptions) {
  public NameSuggestion {
    assumptions = List.copyOf(assumptions);
  }
}
