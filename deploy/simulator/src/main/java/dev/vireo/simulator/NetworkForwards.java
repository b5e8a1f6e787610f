package dev.vireo.simulator;

import dev.vireo.simulator.container.Lan;
import dev.vireo.simulator.host.ContainerMachine;
import dev.vireo.simulator.host.SimulatedHost;
import dev.vireo.simulator.ssh.Forwards;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Connections over the hosts' LAN, and to this machine itself. A service that stands on a host sees
 * its own address where that host calls it, and another one where a neighbour does. ESX hosts
 * forward nothing, as ESXi is delivered.
 */
record NetworkForwards(Lan lan) implements Forwards {

  /** Another address of this machine than those that services listen at. */
  private static final InetSocketAddress NEIGHBOUR = new InetSocketAddress("127.0.0.2", 0);

  /** Nothing listens there: who connects is refused. */
  private static final int SHUT = 1;

  @Override
  public boolean allowed(SimulatedHost host) {
    return host instanceof ContainerMachine;
  }

  @Override
  public Optional<Way> way(SimulatedHost host, String address, int port) {
    if (!(host instanceof ContainerMachine machine)) {
      return Optional.empty();
    }
    if (address.startsWith("127.")) {
      return Optional.of(new Way(new InetSocketAddress(address, port), Optional.empty()));
    }
    Optional<InetSocketAddress> service = lan.service(address, port);
    if (service.isEmpty()) {
      return lan.answers(address)
          ? Optional.of(new Way(new InetSocketAddress("127.0.0.1", SHUT), Optional.empty()))
          : Optional.empty();
    }
    boolean itself = machine.host().address().equals(address);
    return Optional.of(
        new Way(
            service.get(),
            Optional.of(
                itself ? new InetSocketAddress(service.get().getAddress(), 0) : NEIGHBOUR)));
  }
}
