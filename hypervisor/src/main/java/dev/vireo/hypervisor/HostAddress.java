package dev.vireo.hypervisor;

import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a host is: a DNS name, an IPv4 address or an IPv6 address, and a port.
 *
 * @param host lower case; an IPv6 address without brackets, in the form of RFC 5952
 * @param port 1 to 65535
 */
public record HostAddress(String host, int port) {

  /** The port of SSH. */
  public static final int SSH_PORT = 22;

  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  /**
   * @throws IllegalArgumentException where the host is neither a name nor an address, saying where
   *     it is wrong and why
   */
  public HostAddress {
    host = host.indexOf(':') >= 0 ? ipv6(host, host, 0) : nameOrIpv4(host, host);
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "host address " + Shown.quoted(host) + ": port " + port + " is not within 1 to 65535");
    }
  }

  /** {@link #parse(String, int)} with {@link #SSH_PORT}. */
  public static HostAddress parse(String text) {
    return parse(text, SSH_PORT);
  }

  /**
   * Reads {@code name}, {@code name:port}, {@code 192.0.2.1:port}, {@code [2001:db8::1]} or {@code
   * [2001:db8::1]:port}.
   *
   * @param defaultPort the port where the text has none
   * @throws IllegalArgumentException naming the place and the reason
   */
  public static HostAddress parse(String text, int defaultPort) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("host address '': it is empty");
    }
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      if (close < 0) {
        throw wrong(text, 1, "'[' has no ']'");
      }
      String address = ipv6(text, text.substring(1, close), 1);
      return new HostAddress(address, portAfter(text, close + 1, defaultPort));
    }
    int colon = text.indexOf(':');
    if (colon >= 0 && text.indexOf(':', colon + 1) >= 0) {
      throw wrong(text, colon + 1, "an IPv6 address stands in brackets: [2001:db8::1]:22");
    }
    String host = nameOrIpv4(text, colon < 0 ? text : text.substring(0, colon));
    return new HostAddress(host, portAfter(text, colon < 0 ? text.length() : colon, defaultPort));
  }

  private static int portAfter(String text, int at, int defaultPort) {
    if (at == text.length()) {
      return defaultPort;
    }
    if (text.charAt(at) != ':') {
      throw wrong(text, at + 1, "only ':' and a port may follow");
    }
    String digits = text.substring(at + 1);
    if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(HostAddress::digit)) {
      throw wrong(text, at + 2, "a port is a number of 1 to 65535");
    }
    int port = Integer.parseInt(digits);
    if (port < 1 || port > 65535) {
      throw wrong(text, at + 2, "a port is a number of 1 to 65535");
    }
    return port;
  }

  private static String nameOrIpv4(String text, String host) {
    if (host.isEmpty()) {
      throw wrong(text, 1, "there is no host before the port");
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (!letter(c) && !digit(c) && c != '-' && c != '.' && c != '_') {
        throw wrong(text, i + 1, "a host name has letters, digits, '-', '_' and '.' only");
      }
    }
    if (host.length() > LONGEST_NAME) {
      throw wrong(text, LONGEST_NAME + 1, "a host name has 253 characters at most");
    }
    List<String> labels = List.of(host.split("\\.", -1));
    int at = 1;
    for (String label : labels) {
      if (label.isEmpty()) {
        throw wrong(text, at, "there is an empty label");
      }
      if (label.length() > LONGEST_LABEL) {
        throw wrong(text, at, "a label has 63 characters at most");
      }
      if (label.startsWith("-") || label.endsWith("-")) {
        throw wrong(text, at, "a label neither begins nor ends with '-'");
      }
      at += label.length() + 1;
    }
    // As in RFC 1123: a name whose last label is a number can only be meant as an address.
    if (labels.getLast().chars().allMatch(HostAddress::digit)) {
      requireIpv4(text, labels);
    }
    return host.toLowerCase(Locale.ROOT);
  }

  private static void requireIpv4(String text, List<String> labels) {
    boolean good =
        labels.size() == 4
            && labels.stream()
                .allMatch(
                    l ->
                        l.length() <= 3
                            && l.chars().allMatch(HostAddress::digit)
                            && Integer.parseInt(l) <= 255
                            && (l.length() == 1 || l.charAt(0) != '0'));
    if (!good) {
      throw wrong(text, 1, "an IPv4 address is four numbers of 0 to 255 without leading zeros");
    }
  }

  private static String ipv6(String text, String address, int before) {
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      boolean hex = digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      if (!hex && c != ':' && c != '.') {
        throw wrong(
            text,
            before + i + 1,
            c == '%'
                ? "a zone (%...) means something on one machine only and is not taken"
                : "an IPv6 address has hexadecimal digits and ':' only");
      }
    }
    try {
      return compressed(Inet6Address.ofLiteral(address).getAddress());
    } catch (IllegalArgumentException notOne) {
      throw wrong(text, before + 1, "this is not an IPv6 address");
    }
  }

  private static String compressed(byte[] bytes) {
    if (bytes.length == 4) {
      // ofLiteral turns ::ffff:192.0.2.1 into IPv4, and that is what is connected to.
      List<String> parts = new ArrayList<>();
      for (byte b : bytes) {
        parts.add(Integer.toString(b & 0xff));
      }
      return String.join(".", parts);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
    }
    int longestAt = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > longest) {
        longestAt = i;
        longest = end - i;
      }
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == longestAt) {
        out.append("::");
        i += longest - 1;
        continue;
      }
      if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
        out.append(':');
      }
      out.append(Integer.toHexString(groups[i]));
    }
    return out.toString();
  }

  private static boolean letter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  private static IllegalArgumentException wrong(String text, int place, String reason) {
    return new IllegalArgumentException(
        "host address " + Shown.quoted(text) + ", at character " + place + ": " + reason);
  }

  /** {@code host:port}, an IPv6 host in brackets; {@link #parse} reads it back. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
