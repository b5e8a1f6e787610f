package dev.vireo.simulator.ssh;

import dev.vireo.simulator.host.SimulatedHost;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Where the connections go that hosts make for their SSH clients. */
public interface Forwards {

  /**
   * A connection as it is really made.
   *
   * @param to on this machine
   * @param from what it comes from; empty for any address of this machine
   */
  record Way(InetSocketAddress to, Optional<InetSocketAddress> from) {}

  /** Whether the host's SSH server forwards at all (AllowTcpForwarding). */
  boolean allowed(SimulatedHost host);

  /** The way from a host to an address as that host knows it; empty where there is none. */
  Optional<Way> way(SimulatedHost host, String address, int port);

  /** No host forwards anything. */
  static Forwards none() {
    return new Forwards() {
      @Override
      public boolean allowed(SimulatedHost host) {
        return false;
      }

      @Override
      public Optional<Way> way(SimulatedHost host, String address, int port) {
        return Optional.empty();
      }
    };
  }
}
