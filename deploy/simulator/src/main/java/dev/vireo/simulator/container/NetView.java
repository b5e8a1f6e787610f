package dev.vireo.simulator.container;

import java.util.List;

/**
 * What a kernel knows of its network.
 *
 * @param routes as {@code ip route} prints them
 */
public record NetView(List<Interface> interfaces, List<String> routes) {

  public static final Interface LOOPBACK =
      new Interface("lo", "loopback", "", true, 65536, List.of(new Address("127.0.0.1", 8, "")));

  public NetView {
    interfaces = List.copyOf(interfaces);
    routes = List.copyOf(routes);
  }

  /**
   * An address of an interface.
   *
   * @param label its alias; empty for the interface's own name
   */
  public record Address(String text, int prefix, String label) {}

  /**
   * A network interface.
   *
   * @param link loopback, ether or void
   * @param mac empty where it has none
   */
  public record Interface(
      String name, String link, String mac, boolean up, int mtu, List<Address> addresses) {

    public Interface {
      addresses = List.copyOf(addresses);
    }

    String flags() {
      String kind =
          switch (link) {
            case "loopback" -> "LOOPBACK";
            case "void" -> "BROADCAST,POINTOPOINT,NOARP";
            default -> "BROADCAST,MULTICAST";
          };
      return kind + (up ? ",UP,LOWER_UP" : "");
    }

    String state() {
      return !up ? "DOWN" : link.equals("ether") ? "UP" : "UNKNOWN";
    }
  }

  /** Whether an address lies on an interface that is up. */
  public boolean has(String address) {
    return interfaces.stream()
        .filter(Interface::up)
        .flatMap(each -> each.addresses().stream())
        .anyMatch(each -> each.text().equals(address));
  }

  /** Whether packets find a way out. */
  boolean isRouted() {
    return routes.stream().anyMatch(route -> route.startsWith("default"));
  }
}
