package dev.vireo.ramcloud.command;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Categories of commands, by which ACLs allow and refuse them; as Redis derives them from flags.
 */
public final class Categories {
  /** All there are, in Redis's order; one that no command here is of is left out. */
  public static final List<String> ALL =
      List.of(
          "keyspace",
          "read",
          "write",
          "string",
          "bitmap",
          "admin",
          "fast",
          "slow",
          "dangerous",
          "connection",
          "transaction",
          "ramcloud");

  private Categories() {}

  static Set<String> of(Set<String> flags, String group) {
    Set<String> categories = new TreeSet<>();
    if (flags.contains("write")) {
      categories.add("write");
    }
    if (flags.contains("readonly")) {
      categories.add("read");
    }
    if (flags.contains("admin")) {
      categories.add("admin");
      categories.add("dangerous");
    }
    if (flags.contains("dangerous")) {
      categories.add("dangerous");
    }
    categories.add(flags.contains("fast") ? "fast" : "slow");
    switch (group) {
      case "generic" -> categories.add("keyspace");
      case "transactions" -> categories.add("transaction");
      case "string", "bitmap", "connection", "ramcloud" -> categories.add(group);
      default -> {}
    }
    return Set.copyOf(categories);
  }
}
