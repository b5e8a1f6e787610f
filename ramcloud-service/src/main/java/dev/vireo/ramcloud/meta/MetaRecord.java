package dev.vireo.ramcloud.meta;

import dev.vireo.ramcloud.store.Durability;
import dev.vireo.ramcloud.store.Table;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code vireo.ramcloud.meta}: a key and a value of words. Compaction keeps the last of
 * a key, and a record without a value says that there is no such thing any more.
 */
sealed interface MetaRecord {

  /** A table as it is now. */
  record Made(Table table) implements MetaRecord {}

  /** There is no table of that name. */
  record Dropped(String name) implements MetaRecord {}

  /** No table gets an id below this from here on. */
  record NextId(long id) implements MetaRecord {}

  /**
   * A master lives.
   *
   * @param applied every record below this offset is in force there
   */
  record Beat(String master, long applied) implements MetaRecord {}

  /** A master has left. */
  record Gone(String master) implements MetaRecord {}

  /** Its offset makes a client's name; only that it lies there matters. */
  record Grant(String master) implements MetaRecord {}

  /** A client's lease ends then, in milliseconds since 1970. */
  record Lease(long client, long end) implements MetaRecord {}

  /** A client's lease is over, and so are its results. */
  record LeaseOver(long client) implements MetaRecord {}

  /** The key that compaction goes by. */
  default String key() {
    return switch (this) {
      case Made made -> "table/" + made.table().name();
      case Dropped dropped -> "table/" + dropped.name();
      case NextId next -> "next-table";
      case Beat beat -> "master/" + beat.master();
      case Gone gone -> "master/" + gone.master();
      case Grant grant -> "grant/" + grant.master();
      case Lease lease -> "lease/" + lease.client();
      case LeaseOver over -> "lease/" + over.client();
    };
  }

  /** What stands under the key; null: nothing any more. */
  default @Nullable String value() {
    return switch (this) {
      case Made made -> words(made.table());
      case NextId next -> Long.toString(next.id());
      case Beat beat -> Long.toString(beat.applied());
      case Grant grant -> "1";
      case Lease lease -> Long.toString(lease.end());
      case Dropped dropped -> null;
      case Gone gone -> null;
      case LeaseOver over -> null;
    };
  }

  private static String words(Table table) {
    StringBuilder words = new StringBuilder();
    words.append(table.id()).append(' ').append(table.durability());
    new TreeSet<>(table.indexes()).forEach(index -> words.append(' ').append(index));
    return words.toString();
  }

  /**
   * Reads a record.
   *
   * @throws IllegalArgumentException for what is none, saying what it is
   */
  static MetaRecord of(String key, @Nullable String value) {
    int slash = key.indexOf('/');
    String kind = slash < 0 ? key : key.substring(0, slash);
    String name = slash < 0 ? "" : key.substring(slash + 1);
    return switch (kind) {
      case "table" -> value == null ? new Dropped(name) : new Made(table(name, value));
      case "next-table" -> new NextId(value == null ? 0 : number(key, value));
      case "master" -> value == null ? new Gone(name) : new Beat(name, number(key, value));
      case "grant" -> new Grant(name);
      case "lease" ->
          value == null
              ? new LeaseOver(number(key, name))
              : new Lease(number(key, name), number(key, value));
      default -> throw new IllegalArgumentException("no record has the key \"" + key + "\"");
    };
  }

  private static Table table(String name, String value) {
    String[] words = value.split(" ");
    if (words.length < 2) {
      throw new IllegalArgumentException("table " + name + " is \"" + value + "\"");
    }
    Set<Integer> indexes = new TreeSet<>();
    for (int i = 2; i < words.length; i++) {
      indexes.add((int) number(name, words[i]));
    }
    return new Table(number(name, words[0]), name, Durability.valueOf(words[1]), indexes);
  }

  private static long number(String of, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(of + " has \"" + text + "\" for a number", e);
    }
  }
}
