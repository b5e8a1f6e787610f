package dev.vireo.container.domain.distribution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Chooses the link that maps a template's distribution to the configuration of a relative. */
public final class Mapping {

  private Mapping() {}

  /**
   * The shortest name that vzctl looks for, so that later releases are served, too, and that takes
   * no other template's configuration away: those that would be served by it must be ones of which
   * {@code related} says that they want the same.
   *
   * @param resolution of the template; unresolved, for what has its configuration needs none
   * @param target the file to lead to, of the same folder
   * @param others the host's other templates
   * @param related whether a template is to be served by that target
   * @param exists whether the folder has something of that name
   * @return empty where even the template's full name would take from another
   */
  public static Optional<MappingProposal> shortest(
      Resolution resolution,
      String target,
      Collection<String> others,
      Predicate<String> related,
      Predicate<String> exists) {
    return List.copyOf(resolution.tried()).reversed().stream()
        .filter(file -> isLink(file, exists))
        .map(file -> new MappingProposal(file, target, served(file, resolution, others, exists)))
        .filter(proposal -> proposal.serves().stream().allMatch(related))
        .findFirst();
  }

  /** The template's full name: serves this one, and what is named after it. */
  public static Optional<MappingProposal> full(
      Resolution resolution, String target, Collection<String> others, Predicate<String> exists) {
    String file = resolution.tried().getFirst();
    return isLink(file, exists)
        ? Optional.of(new MappingProposal(file, target, served(file, resolution, others, exists)))
        : Optional.empty();
  }

  /** A name that begins with a dot hides, and one cut by vzctl's buffer ends otherwise. */
  private static boolean isLink(String file, Predicate<String> exists) {
    return file.endsWith(".conf") && !file.startsWith(".") && !exists.test(file);
  }

  private static List<String> served(
      String link, Resolution resolution, Collection<String> others, Predicate<String> exists) {
    List<String> served = new ArrayList<>();
    for (String other : others) {
      Resolution after =
          DistributionResolver.resolve(other, file -> file.equals(link) || exists.test(file));
      if (!other.equals(resolution.name()) && after.config().equals(Optional.of(link))) {
        served.add(other);
      }
    }
    return served;
  }
}
