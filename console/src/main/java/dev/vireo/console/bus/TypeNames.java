package dev.vireo.console.bus;

import dev.vireo.bus.Catalogue;
import dev.vireo.console.Trouble;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Types as people write them: {@code dev.vireo.multipath.ScanPaths.v1} in full, {@code
 * multipath.ScanPaths}, or {@code ScanPaths} where only one domain has it.
 */
public final class TypeNames {

  private TypeNames() {}

  /** The name without domain and version; the text itself if it has neither. */
  public static String simple(String type) {
    if (!type.startsWith("dev.vireo.")) {
      return type;
    }
    int version = type.lastIndexOf('.');
    int name = type.lastIndexOf('.', version - 1);
    return name < 0 ? type : type.substring(name + 1, version);
  }

  /**
   * The command of this name.
   *
   * @throws Trouble if there is none or more than one
   */
  public static Catalogue.Entry command(String text) {
    List<Catalogue.Entry> found = matching(text, Catalogue.Entry::isCommand);
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      throw Trouble.refused(
          "'" + text + "' is no command that is known",
          "write one of " + names(Catalogue.entries(), Catalogue.Entry::isCommand));
    }
    throw Trouble.refused(
        "'" + text + "' is a command of more than one domain",
        "write one of "
            + String.join(", ", found.stream().map(each -> each.type().text()).toList()));
  }

  /**
   * The full names of the events this means; a common one such as {@code CommandFailed} is one of
   * each domain.
   *
   * @throws Trouble if there is none
   */
  public static List<String> events(String text) {
    List<Catalogue.Entry> found = matching(text, entry -> !entry.isCommand());
    if (found.isEmpty()) {
      throw Trouble.refused(
          "'" + text + "' is no event that is known",
          "write one of " + names(Catalogue.entries(), entry -> !entry.isCommand()));
    }
    return found.stream().map(entry -> entry.type().text()).toList();
  }

  private static List<Catalogue.Entry> matching(String text, Predicate<Catalogue.Entry> which) {
    return Catalogue.entries().stream()
        .filter(which)
        .filter(
            entry ->
                text.equals(entry.type().text())
                    || text.equals(entry.type().name())
                    || text.equals(entry.type().domain().word() + "." + entry.type().name()))
        .toList();
  }

  private static String names(List<Catalogue.Entry> entries, Predicate<Catalogue.Entry> which) {
    return String.join(
        ", ",
        entries.stream()
            .filter(which)
            .map(entry -> entry.type().name())
            .distinct()
            .sorted(java.util.Comparator.comparing(name -> name.toLowerCase(Locale.ROOT)))
            .toList());
  }
}
