package dev.vireo.inventory.domain;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.DiscoverHosts;
import dev.vireo.bus.inventory.VCenter;
import dev.vireo.hypervisor.HostAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where to look for hosts and what to do with those that are found, held against every grammar and
 * bound.
 *
 * @param where where to look
 * @param login with which account found hosts are registered, its address without meaning; null:
 *     they are only reported
 * @param tags tags of the hosts that get registered
 * @param perSecond connections begun per second, 1 to 500
 */
public record Discovery(
    Where where, @Nullable Connection login, Map<String, String> tags, int perSecond) {

  /** Connections begun per second where nothing else is asked: no burst that a firewall resents. */
  public static final int USUAL_RATE = 50;

  private static final int HIGHEST_RATE = 500;
  private static final int MOST_ADDRESSES = 10_000;
  private static final int HTTPS_PORT = 443;

  public Discovery {
    tags = Map.copyOf(tags);
  }

  /** Where to look. */
  public sealed interface Where {

    /** How a host found there was found, as {@code HostDiscovered} says it. */
    String foundBy();
  }

  /** At addresses that somebody wrote down. */
  public record Addresses(List<HostAddress> addresses) implements Where {
    public Addresses {
      addresses = List.copyOf(addresses);
    }

    @Override
    public String foundBy() {
      return "address";
    }
  }

  /** At every address of a network. */
  public record Network(AddressRange range, int port) implements Where {

    /** The addresses to try, made one by one as they are asked for. */
    public Stream<HostAddress> addresses() {
      return range.hosts().map(host -> new HostAddress(host, port));
    }

    @Override
    public String foundBy() {
      return "network";
    }
  }

  /**
   * Behind a vCenter.
   *
   * @param address of its HTTPS port
   * @param vcenter how to log in to it
   * @param port SSH port of the hosts
   */
  public record BehindVCenter(HostAddress address, VCenter vcenter, int port) implements Where {
    @Override
    public String foundBy() {
      return "vcenter " + address.host();
    }
  }

  /**
   * What the command asks.
   *
   * @throws InvalidMessage naming the field and what would be right
   */
  public static Discovery of(DiscoverHosts command) {
    Where where = where(command);
    if (command.connection() != null) {
      Registration.checkLogin(command.connection());
      if (command.connection().api() != null) {
        throw new InvalidMessage(
            "connection.api",
            "hosts that are found have no API in common; register a host with it once it is known");
      }
    }
    Tags.check("tags", command.tags());
    int perSecond = within("perSecond", command.perSecond(), USUAL_RATE, HIGHEST_RATE);
    return new Discovery(where, command.connection(), command.tags(), perSecond);
  }

  private static Where where(DiscoverHosts command) {
    List<String> given = new ArrayList<>();
    if (!command.addresses().isEmpty()) {
      given.add("addresses");
    }
    String network = command.network();
    VCenter vcenter = command.vcenter();
    if (network != null) {
      given.add("network");
    }
    if (vcenter != null) {
      given.add("vcenter");
    }
    if (given.size() != 1) {
      throw new InvalidMessage(
          given.isEmpty() ? "addresses" : given.get(1),
          (given.isEmpty() ? "none" : String.join(" and ", given))
              + " of addresses, network and vcenter is given; give exactly one");
    }
    int port = within("port", command.port(), HostAddress.SSH_PORT, 65_535);
    if (network != null) {
      return new Network(AddressRange.parse(network), port);
    }
    return vcenter != null
        ? behind(vcenter, port)
        : new Addresses(addresses(command.addresses(), port));
  }

  private static List<HostAddress> addresses(List<String> texts, int port) {
    if (texts.size() > MOST_ADDRESSES) {
      throw new InvalidMessage(
          "addresses", texts.size() + " addresses; " + MOST_ADDRESSES + " at most at once");
    }
    Set<HostAddress> addresses = new LinkedHashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      addresses.add(Registration.address("addresses[" + i + "]", texts.get(i), port));
    }
    return List.copyOf(addresses);
  }

  private static Where behind(VCenter vcenter, int port) {
    HostAddress address = Registration.address("vcenter.address", vcenter.address(), HTTPS_PORT);
    Registration.checkUser("vcenter.user", vcenter.user());
    Registration.checkCredential(
        "vcenter.credential",
        dev.vireo.bus.inventory.CredentialKind.PASSWORD,
        vcenter.credential());
    String fingerprint = vcenter.certificateSha256();
    if (fingerprint != null && !fingerprint.matches("([0-9a-fA-F]{2}:?){31}[0-9a-fA-F]{2}")) {
      throw new InvalidMessage(
          "vcenter.certificateSha256",
          "a SHA-256 fingerprint is 64 hexadecimal digits, with or without ':' between each two");
    }
    return new BehindVCenter(address, vcenter, port);
  }

  private static int within(String field, @Nullable Integer given, int usual, int most) {
    int value = given == null ? usual : given;
    if (value < 1 || value > most) {
      throw new InvalidMessage(field, value + " is not within 1 to " + most);
    }
    return value;
  }

  /**
   * How a found host is registered.
   *
   * @param name what it is called; null: by its address
   * @throws InvalidMessage if its name is none that a host may have
   */
  public static Registration registration(
      @Nullable String name, HostAddress address, Connection login, Map<String, String> tags) {
    HostName host = name == null ? HostName.of(address) : new HostName(name);
    Connection connection =
        new Connection(
            address.toString(),
            login.user(),
            login.credentialKind(),
            login.credential(),
            login.trust(),
            login.algorithms(),
            login.passphrase());
    return new Registration(host, connection, tags);
  }
}
