package dev.vireo.bus.hosts;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.selector.GuestFacts;
import dev.vireo.bus.selector.HostFacts;
import dev.vireo.bus.selector.Selector;
import dev.vireo.bus.selector.Selector.Truth;
import dev.vireo.bus.selector.SelectorSyntaxException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which hosts a command means. What it refuses is an {@link InvalidMessage} that names the field
 * and what would be right.
 */
public final class HostSelection {

  private static final Duration CATCH_UP = Duration.ofSeconds(30);

  private final HostDirectory directory;

  /** A selection among the hosts of a directory. */
  public HostSelection(HostDirectory directory) {
    this.directory = directory;
  }

  /** The hosts that a selector names, by name; at least one. */
  public List<Host> select(String field, String text) throws InterruptedException {
    Selector selector = parsed(field, text, Selector::parse);
    directory.catchUp(CATCH_UP);
    List<Host> all = directory.all();
    List<Host> selected = all.stream().filter(h -> selector.matches(facts(h))).toList();
    if (selected.isEmpty()) {
      throw new InvalidMessage(
          field,
          all.isEmpty()
              ? "no host is registered; register one with RegisterHost (vireo hosts add)"
              : "'" + text + "' names none of the " + all.size() + " registered hosts");
    }
    return selected;
  }

  private static Selector parsed(String field, String text, Function<String, Selector> parse) {
    try {
      return parse.apply(text);
    } catch (SelectorSyntaxException e) {
      throw new InvalidMessage(field, String.valueOf(e.getMessage()));
    }
  }

  /**
   * A selector of guests, and the hosts that may have some.
   *
   * @param hosts those that it does not exclude, by name
   */
  public record Guests(Selector selector, List<Host> hosts) {

    public Guests {
      hosts = List.copyOf(hosts);
    }

    /** Whether a guest of a host is meant. */
    public boolean names(Host host, GuestFacts guest) {
      return selector.matches(facts(host).with(guest));
    }
  }

  /** Reads a selector of guests; at least one registered host may have some that it names. */
  public Guests selectGuests(String field, String text) throws InterruptedException {
    Selector selector = parsed(field, text, Selector::parseGuests);
    directory.catchUp(CATCH_UP);
    List<Host> hosts =
        directory.all().stream().filter(h -> selector.truth(facts(h)) != Truth.NO).toList();
    if (hosts.isEmpty()) {
      throw new InvalidMessage(
          field, "'" + text + "' excludes all " + directory.all().size() + " registered hosts");
    }
    return new Guests(selector, hosts);
  }

  /** The host of this name. */
  public Host one(String field, String name) throws InterruptedException {
    directory.catchUp(CATCH_UP);
    return directory
        .find(name)
        .orElseThrow(
            () ->
                new InvalidMessage(field, "no host is registered as '" + name + "'" + like(name)));
  }

  /** What a selector is held against. */
  public static HostFacts facts(Host host) {
    Host.Identity identity = host.identity();
    return new HostFacts(
        host.name(),
        host.connection().address(),
        identity == null ? null : identity.product(),
        identity == null ? null : identity.version(),
        identity == null ? null : identity.build(),
        host.tags(),
        host.unreachable() != null ? Boolean.FALSE : identity != null ? Boolean.TRUE : null);
  }

  private String like(String name) {
    String near =
        directory.all().stream()
            .map(Host::name)
            .sorted(Comparator.comparingInt(n -> distance(n, name)))
            .limit(3)
            .collect(Collectors.joining(", "));
    return near.isEmpty() ? "; none is registered" : "; the nearest are " + near;
  }

  /** Edits that turn one name into the other (Levenshtein), for names of at most 60 characters. */
  static int distance(String a, String b) {
    int columns = Math.min(b.length(), 60);
    int[] row = new int[columns + 1];
    for (int j = 0; j <= columns; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= Math.min(a.length(), 60); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= columns; j++) {
        int above = row[j];
        int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(swap, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[columns];
  }
}
