package dev.vireo.inventory.domain;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.Shown;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A network in CIDR notation, no wider than {@value #WIDEST} addresses.
 *
 * <p>In an IPv4 network of four or more addresses the first (the network) and the last (its
 * broadcast) belong to no host; in an IPv6 network the first is the routers' anycast address (RFC
 * 4291, 2.6.1). A /31 and a /127 are links between two hosts (RFC 3021, RFC 6164), and a /32 or
 * /128 is one host.
 */
public final class AddressRange {

  /** Addresses in the widest range that is taken. */
  public static final int WIDEST = 4_096;

  private static final int HOST_BITS = 12;

  private final byte[] first;
  private final int prefix;

  private AddressRange(byte[] first, int prefix) {
    this.first = first;
    this.prefix = prefix;
  }

  /**
   * Reads {@code 192.0.2.0/24} or {@code 2001:db8::/120}.
   *
   * @throws InvalidMessage naming the field {@code network} and what would be right
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw wrong(text, "the prefix length is missing: 192.0.2.0/24");
    }
    byte[] bytes = address(text, text.substring(0, slash));
    int bits = bytes.length * 8;
    int prefix = prefix(text, text.substring(slash + 1), bits);
    if (bits - prefix > HOST_BITS) {
      throw wrong(
          text,
          "it has 2^%d addresses; %d at most are looked through at once, which is /%d or longer"
              .formatted(bits - prefix, WIDEST, bits - HOST_BITS));
    }
    byte[] network = masked(bytes, prefix);
    if (!Arrays.equals(network, bytes)) {
      throw wrong(
          text,
          "the address has bits beyond the prefix; the network is %s/%d"
              .formatted(shown(network), prefix));
    }
    return new AddressRange(network, prefix);
  }

  private static byte[] address(String text, String address) {
    try {
      String bracketed = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
      String host = HostAddress.parse(bracketed).host();
      if (host.indexOf(':') < 0 && !Character.isDigit(host.charAt(host.length() - 1))) {
        throw wrong(text, "a network begins with an address, not with a name: 192.0.2.0/24");
      }
      if (address.indexOf(':') >= 0 && host.indexOf(':') < 0) {
        throw wrong(text, "an IPv4 network is written without its IPv6 form: " + host + "/...");
      }
      return InetAddress.ofLiteral(host).getAddress();
    } catch (IllegalArgumentException e) {
      throw wrong(text, String.valueOf(e.getMessage()));
    }
  }

  private static int prefix(String text, String digits, int bits) {
    boolean number = !digits.isEmpty() && digits.length() <= 3 && digits.matches("[0-9]+");
    if (!number || Integer.parseInt(digits) > bits) {
      throw wrong(text, "after '/' stands a prefix length of 0 to " + bits);
    }
    return Integer.parseInt(digits);
  }

  private static byte[] masked(byte[] bytes, int prefix) {
    byte[] out = bytes.clone();
    for (int bit = prefix; bit < bytes.length * 8; bit++) {
      out[bit / 8] = (byte) (out[bit / 8] & ~(0x80 >>> (bit % 8)));
    }
    return out;
  }

  /** How many addresses belong to hosts. */
  public int size() {
    return to() - from();
  }

  /** The addresses that belong to hosts, in order, made one by one as they are asked for. */
  public Stream<String> hosts() {
    BigInteger base = new BigInteger(1, first);
    return IntStream.range(from(), to())
        .mapToObj(i -> shown(bytes(base.add(BigInteger.valueOf(i)))));
  }

  private int all() {
    return 1 << (first.length * 8 - prefix);
  }

  private int from() {
    return all() > 2 ? 1 : 0;
  }

  private int to() {
    return all() > 2 && first.length == 4 ? all() - 1 : all();
  }

  private byte[] bytes(BigInteger value) {
    byte[] digits = value.toByteArray();
    byte[] out = new byte[first.length];
    int length = Math.min(digits.length, out.length);
    System.arraycopy(digits, digits.length - length, out, out.length - length, length);
    return out;
  }

  private static String shown(byte[] bytes) {
    try {
      String literal = InetAddress.getByAddress(bytes).getHostAddress();
      return new HostAddress(literal, HostAddress.SSH_PORT).host();
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 bytes are an address", e);
    }
  }

  private static InvalidMessage wrong(String text, String reason) {
    return new InvalidMessage("network", Shown.quoted(text) + ": " + reason);
  }

  @Override
  public String toString() {
    return shown(first) + "/" + prefix;
  }
}
