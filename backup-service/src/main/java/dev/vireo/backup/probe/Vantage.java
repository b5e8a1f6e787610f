package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.Evidence;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A place that a target is looked at from: what programs there see by themselves, and connections
 * that leave from there. Every call ends in bounded time.
 */
public interface Vantage {

  /** As reports write it: {@code here}, or the name of a registered host. */
  String name();

  /** Makes connections from there. */
  Dial dial();

  /** Whose addresses the target's name has, as every program there asks it. */
  Resolved resolve(String host) throws InterruptedException;

  /**
   * What takes no connection to the target: the hosts file, the name of the address, whether the
   * target is this very machine, the route, full frames.
   *
   * @param addresses what {@link #resolve} gave, one at least
   */
  List<Evidence> around(String host, List<InetAddress> addresses) throws InterruptedException;

  /**
   * Whether a port is open, asked without {@link #dial}, which this place does not offer.
   *
   * @param refusal why it does not
   */
  Evidence knock(InetAddress address, int port, String refusal) throws InterruptedException;

  /**
   * A name, resolved.
   *
   * @param addresses none where there is none, or nobody could be asked
   * @param clockAhead by how much the clock there is ahead of this process's; empty where it cannot
   *     be read
   */
  record Resolved(List<InetAddress> addresses, Evidence evidence, Optional<Duration> clockAhead) {
    public Resolved {
      addresses = List.copyOf(addresses);
    }
  }
}
