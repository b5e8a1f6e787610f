package dev.vireo.container.check;

import dev.vireo.container.domain.lifecycle.Ipv4;
import dev.vireo.container.domain.lifecycle.MalformedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Network interfaces as {@code ip addr show} or {@code ifconfig -a} lists them.
 *
 * @param all each that is listed, but for the loopback
 */
record Interfaces(List<Interface> all) {

  /** {@code 2: eth0@if13: <BROADCAST,UP,LOWER_UP> mtu 1500 ...}. */
  private static final Pattern IP_HEAD =
      Pattern.compile("[0-9]+: ([^:@\\s]+)(?:@[^:]*)?: <([^>]*)>.*");

  /** {@code venet0:0 Link encap:UNSPEC ...} or {@code eth0: flags=4163<UP,...> mtu 1500}. */
  private static final Pattern IFCONFIG_HEAD =
      Pattern.compile("([A-Za-z][\\w.:-]*?):?\\s+(?:Link encap|flags=\\d+<).*");

  private static final Pattern INET = Pattern.compile("\\binet (?:addr:)?([0-9.]+)(?:/[0-9]+)?");

  /**
   * One interface.
   *
   * @param name such as {@code venet0}
   * @param up whether it is marked as up
   * @param addresses its IPv4 addresses; those of the link alone are none
   */
  record Interface(String name, boolean up, List<Ipv4> addresses) {

    @Override
    public String toString() {
      String has =
          addresses.isEmpty()
              ? "no IPv4 address"
              : addresses.stream().map(Ipv4::toString).collect(Collectors.joining(", "));
      return name + (up ? " has " : " is down and has ") + has;
    }
  }

  static Interfaces parse(String text) {
    List<Interface> all = new ArrayList<>();
    String name = null;
    boolean up = false;
    List<Ipv4> addresses = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher ip = IP_HEAD.matcher(line);
      Matcher ifconfig = IFCONFIG_HEAD.matcher(line);
      if (ip.matches() || ifconfig.matches()) {
        add(all, name, up, addresses);
        addresses = new ArrayList<>();
        name = ip.matches() ? ip.group(1) : ifconfig.group(1);
        String flags = ip.matches() ? ip.group(2) : line;
        up = flags.matches("(?:.*\\W)?UP(?:\\W.*)?");
      } else {
        // ifconfig of net-tools 1.x has the flags on a line of their own.
        up |= line.strip().startsWith("UP ");
        Matcher inet = INET.matcher(line);
        if (inet.find()) {
          address(inet.group(1)).ifPresent(addresses::add);
        }
      }
    }
    add(all, name, up, addresses);
    return new Interfaces(List.copyOf(all));
  }

  private static void add(
      List<Interface> all,
      @org.jspecify.annotations.Nullable String name,
      boolean up,
      List<Ipv4> addresses) {
    if (name != null && !name.equals("lo")) {
      all.add(new Interface(name, up, List.copyOf(addresses)));
    }
  }

  private static Optional<Ipv4> address(String text) {
    try {
      // 169.254.0.0/16 says that nobody gave it one; 127.0.0.1 is venet0's own on OpenVZ.
      return Optional.of(Ipv4.parse("address", text))
          .filter(a -> a.usable() && a.value() >> 16 != (169L << 8 | 254));
    } catch (MalformedValue e) {
      return Optional.empty();
    }
  }

  /** The interface that has the address, if one has. */
  Optional<Interface> with(Ipv4 address) {
    return all.stream().filter(i -> i.addresses().contains(address)).findFirst();
  }

  @Override
  public String toString() {
    return all.isEmpty()
        ? "there is no interface but the loopback"
        : all.stream().map(Interface::toString).collect(Collectors.joining("; "));
  }
}
