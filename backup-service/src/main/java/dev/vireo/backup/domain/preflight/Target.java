package dev.vireo.backup.domain.preflight;

import java.net.Inet6Address;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is diagnosed.
 *
 * @param host a DNS name or an IP address, without brackets
 * @param port of its API, 1 to 65535
 * @param ownPort whether the port is another than the kind's: its further ports are then unknown
 */
public record Target(String host, int port, TargetKind kind, boolean ownPort) {

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_][A-Za-z0-9_-]{0,62})*\\.?");
  private static final Pattern V6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9]+)?");
  private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  public Target {
    if (!isHost(host)) {
      throw new IllegalArgumentException(
          "'"
              + shown(host)
              + "' is no target: give a DNS name or an IP address, such as vc.example.net or"
              + " 192.0.2.7:8443");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
    }
  }

  /**
   * Reads {@code HOST}, {@code HOST:PORT}, {@code [V6]} or {@code [V6]:PORT}.
   *
   * @throws IllegalArgumentException saying what a target looks like
   */
  public static Target parse(String text, TargetKind kind) {
    if (text.contains("://")) {
      throw new IllegalArgumentException(
          "'"
              + shown(text)
              + "' is a URL: leave out what stands before and after the name, such as"
              + " vc.example.net:8443");
    }
    String host = text;
    String port = "";
    int bracket = text.lastIndexOf(']');
    int colon = text.lastIndexOf(':');
    if (text.startsWith("[") && bracket > 0) {
      host = text.substring(1, bracket);
      port = text.substring(bracket + 1);
      if (!isV6(host) || (!port.isEmpty() && !port.startsWith(":"))) {
        throw new IllegalArgumentException("not an address in brackets: write [2001:db8::7]:8443");
      }
      port = port.isEmpty() ? "" : port.substring(1);
      if (port.isEmpty() && text.endsWith(":")) {
        throw new IllegalArgumentException("a port follows ':', such as :8443");
      }
    } else if (colon >= 0 && text.indexOf(':') == colon) {
      host = text.substring(0, colon);
      port = text.substring(colon + 1);
      if (port.isEmpty()) {
        throw new IllegalArgumentException("a port follows ':', such as :8443");
      }
    }
    return new Target(host, port.isEmpty() ? kind.port() : number(port), kind, !port.isEmpty());
  }

  private static int number(String port) {
    if (!port.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("a port is a number from 1 to 65535");
    }
    return Integer.parseInt(port);
  }

  private static boolean isHost(String host) {
    if (V4.matcher(host).matches()) {
      return List.of(host.split("\\.")).stream().allMatch(o -> Integer.parseInt(o) <= 255);
    }
    // A name whose last label is of digits alone would be read as an address by some resolvers.
    return isV6(host)
        || (host.length() <= 253
            && NAME.matcher(host).matches()
            && !host.matches("(.*\\.)?[0-9]+\\.?"));
  }

  private static boolean isV6(String host) {
    if (!V6.matcher(host).matches()) {
      return false;
    }
    int zone = host.indexOf('%');
    try {
      // Looks nothing up. A zone is a matter of the machine that asks.
      Inet6Address.ofLiteral(zone < 0 ? host : host.substring(0, zone));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** On one line and harmless, for it comes from anywhere. */
  private static String shown(String text) {
    String clean = text.replaceAll("\\p{C}", "\ufffd");
    return clean.length() > 100 ? clean.substring(0, 100) + "..." : clean;
  }

  /** Whether the host is an address, so that no name is looked up. */
  public boolean isAddress() {
    return isAddress(host);
  }

  /** Whether the text is an address and no name. */
  public static boolean isAddress(String host) {
    return V4.matcher(host).matches() || isV6(host);
  }

  /** The name as it is compared: lower case, no dot at its end; empty for an address. */
  Optional<String> name() {
    return isAddress() ? Optional.empty() : Optional.of(plain(host));
  }

  static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** {@code HOST:PORT}, with brackets where the host has colons. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
