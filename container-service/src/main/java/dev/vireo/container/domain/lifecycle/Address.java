package dev.vireo.container.domain.lifecycle;

import java.util.OptionalInt;

/**
 * An address of a container, with the length of its network's prefix where that was said.
 *
 * @param ip the address
 * @param prefix 1 to 32; empty where it was not said
 */
public record Address(Ipv4 ip, OptionalInt prefix) {

  /**
   * The address that a text such as {@code 10.0.0.7} or {@code 10.0.0.7/24} is.
   *
   * @throws MalformedValue if it is none, or none for a container
   */
  public static Address parse(String field, String text) {
    int slash = text.indexOf('/');
    Ipv4 ip = Ipv4.parse(field, slash < 0 ? text : text.substring(0, slash));
    if (!ip.usable()) {
      throw new MalformedValue(field, text, "no container can have this address");
    }
    if (slash < 0) {
      return new Address(ip, OptionalInt.empty());
    }
    String length = text.substring(slash + 1);
    if (!length.matches("[1-9]|[12][0-9]|3[0-2]")) {
      throw new MalformedValue(field, text, "the length of a prefix is 1 to 32");
    }
    return new Address(ip, OptionalInt.of(Integer.parseInt(length)));
  }

  /** With its prefix, where that was not said this one. */
  public String withPrefix(int otherwise) {
    return ip + "/" + prefix.orElse(otherwise);
  }

  @Override
  public String toString() {
    return prefix.isPresent() ? ip + "/" + prefix.getAsInt() : ip.toString();
  }
}
