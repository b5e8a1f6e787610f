package dev.vireo.inventory.domain;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.Shown;
import java.util.regex.Pattern;

/**
 * The name a host goes by in Vireo. It is the key of all its records, stands in selectors and URLs,
 * and need not be a DNS name.
 *
 * @param text a letter or digit, then letters, digits, {@code .}, {@code _}, {@code -}; 253 at most
 */
public record HostName(String text) {

  private static final int LONGEST = 253;
  private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /**
   * @throws InvalidMessage naming the field {@code host}
   */
  public HostName {
    if (text.length() > LONGEST || !GRAMMAR.matcher(text).matches()) {
      throw new InvalidMessage(
          "host",
          Shown.quoted(text)
              + " is no host name: a letter or digit, then letters, digits, '.', '_' and '-', "
              + LONGEST
              + " at most, such as esx-01");
    }
  }

  /**
   * The name for a host that was found and not named by anybody: its address, with the port where
   * that is not SSH's own, and {@code -} for each character that a name may not have.
   */
  public static HostName of(HostAddress address) {
    String port = address.port() == HostAddress.SSH_PORT ? "" : "-" + address.port();
    String host = address.host().replaceAll("[^A-Za-z0-9._-]", "-");
    // Only an IPv6 address such as ::1 begins with something that a name may not begin with.
    String name = (host.startsWith("-") || host.startsWith("_") ? "0" + host : host) + port;
    return new HostName(name.substring(0, Math.min(LONGEST, name.length())));
  }

  @Override
  public String toString() {
    return text;
  }
}
