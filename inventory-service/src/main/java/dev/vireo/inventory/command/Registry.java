package dev.vireo.inventory.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostDirectory;
import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Leases.Lease;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/**
 * The registered hosts, as of now and for one writer at a time.
 *
 * <p>Some commands run in their host's lane and some do not, so what a command says of a host is
 * decided and published while it holds the host's entry: no two commands decide by the same state.
 */
final class Registry {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HostDirectory directory;

  Registry(HostDirectory directory) {
    this.directory = directory;
  }

  /** What is decided and published while entries are held. */
  interface Change<T> {
    T make() throws InterruptedException;
  }

  /** The directory; what it shows is up to date within {@link #holding}. */
  HostDirectory hosts() {
    return directory;
  }

  /** Shows everything that was acknowledged before this call. */
  void catchUp() throws InterruptedException {
    directory.catchUp(PATIENCE);
  }

  /** The entry of a host. */
  static String entry(String host) {
    return host + "/inventory";
  }

  /** The entry of an address, which only one host may have. */
  static String address(String address) {
    return "address " + address;
  }

  /** The entries of hosts. */
  static List<String> entries(Collection<Host> hosts) {
    return hosts.stream().map(h -> entry(h.name())).toList();
  }

  /**
   * Makes a change while these entries are held. All that it publishes is acknowledged before they
   * are given back.
   *
   * @throws BusUnavailable if somebody else keeps one for too long; the command is tried again
   */
  <T> T holding(Handling<?> handling, Collection<String> entries, Change<T> change)
      throws InterruptedException {
    Deque<Lease> held = new ArrayDeque<>();
    try {
      // In one order for everybody, so that no two wait for each other.
      for (String entry : new TreeSet<>(entries)) {
        held.push(
            handling
                .lease(entry, PATIENCE)
                .orElseThrow(
                    () -> new BusUnavailable("waiting for '" + entry + "', which is held", null)));
      }
      catchUp();
      T made = change.make();
      handling.flush();
      return made;
    } finally {
      held.forEach(Lease::close);
    }
  }
}
