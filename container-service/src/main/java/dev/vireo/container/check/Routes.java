package dev.vireo.container.check;

import dev.vireo.container.domain.lifecycle.Ipv4;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * IPv4 routes as {@code ip route show} lists them, or {@code /proc/net/route}, for which no tool is
 * needed.
 */
final class Routes {

  private static final int UP = 1;

  private Routes() {}

  /**
   * A default route.
   *
   * @param device the interface it leaves by
   * @param via the gateway; empty where the interface itself is the way, as OpenVZ's venet0 is
   */
  record Default(String device, Optional<Ipv4> via) {

    @Override
    public String toString() {
      return "default " + via.map(v -> "via " + v + " ").orElse("") + "dev " + device;
    }
  }

  private static final Pattern BY_IP =
      Pattern.compile("(?m)^default\\s+(?:via\\s+([0-9.]+)\\s+)?dev\\s+(\\S+)");

  /** The default route of {@code ip route show}, if there is one. */
  static Optional<Default> ofIp(String text) {
    Matcher route = BY_IP.matcher(text);
    if (!route.find()) {
      return Optional.empty();
    }
    String via = route.group(1);
    return Optional.of(
        new Default(
            route.group(2),
            via == null
                ? Optional.empty()
                : Optional.of(Ipv4.parse("gateway", via)).filter(v -> !isNowhere(v.value()))));
  }

  /** The default route of {@code /proc/net/route}, if there is one. */
  static Optional<Default> byDefault(String text) {
    return text.lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(f -> f.length >= 8 && f[1].equals("00000000") && f[7].equals("00000000"))
        .filter(f -> f[2].matches("[0-9A-F]{8}") && f[3].matches("[0-9A-F]{4}"))
        .filter(f -> (Integer.parseInt(f[3], 16) & UP) != 0)
        .map(f -> new Default(f[0], gateway(f[2])))
        .findFirst();
  }

  /** The kernel prints the number as it lies in memory, lowest byte first on every host of ours. */
  private static Optional<Ipv4> gateway(String hex) {
    long value = Integer.toUnsignedLong(Integer.reverseBytes(Integer.parseUnsignedInt(hex, 16)));
    return value == 0 || isNowhere(value) ? Optional.empty() : Optional.of(new Ipv4(value));
  }

  /** Scripts of old OpenVZ templates name a gateway of 192.0.2.0/24, which is nowhere. */
  private static boolean isNowhere(long value) {
    return value >> 8 == (192L << 16 | 2);
  }
}
