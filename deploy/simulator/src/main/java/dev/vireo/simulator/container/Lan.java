package dev.vireo.simulator.container;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network that all hosts of containers stand in, {@code 10.20.0.0/16}: who holds which address.
 * Host number n has {@code 10.20.1.n} and so on; what the containers have is their operator's
 * choice.
 */
public final class Lan {
  public static final String GATEWAY = "10.20.0.1";
  public static final int PREFIX = 16;

  private final Map<String, String> holders = new ConcurrentHashMap<>(Map.of(GATEWAY, "gateway"));

  private final Map<String, InetSocketAddress> services = new ConcurrentHashMap<>();
  private final Map<String, String> names = new ConcurrentHashMap<>();

  /** Lets a service that really listens on this machine be at an address and port of the LAN. */
  public void serve(String address, int port, InetSocketAddress real) {
    services.put(address + ":" + port, real);
  }

  /** Where a service of the LAN really listens. */
  public Optional<InetSocketAddress> service(String address, int port) {
    return Optional.ofNullable(services.get(address + ":" + port));
  }

  /** Has the LAN's name server know a name; one address each, one name each. */
  public void call(String name, String address) {
    names.put(name, address);
  }

  /** What the LAN's name server says of a name. */
  public Optional<String> addressOf(String name) {
    return Optional.ofNullable(names.get(name.toLowerCase(Locale.ROOT)));
  }

  /** What the LAN's name server calls an address. */
  public Optional<String> nameOf(String address) {
    return names.entrySet().stream()
        .filter(each -> each.getValue().equals(address))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The address of a host, numbered from 1 over all kinds. */
  public static String hostAddress(int number) {
    return "10.20." + (1 + (number - 1) / 250) + "." + ((number - 1) % 250 + 1);
  }

  /** Takes an address; says who has it already. */
  public Optional<String> take(String address, String holder) {
    return Optional.ofNullable(holders.putIfAbsent(address, holder));
  }

  /** Gives an address back, if it is this holder's. */
  public void give(String address, String holder) {
    holders.remove(address, holder);
  }

  /** Whether somebody answers there. */
  public boolean answers(String address) {
    return holders.containsKey(address);
  }

  /** A hardware address that is the same for the same name each time. */
  public static String mac(String name) {
    int hash = name.hashCode();
    return String.format(
        "00:18:51:%02X:%02X:%02X", hash >> 16 & 0xff, hash >> 8 & 0xff, hash & 0xff);
  }
}
