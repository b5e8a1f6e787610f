package dev.vireo.inventory.domain;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.inventory.ApiAccess;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.bus.inventory.RegisterHost;
import dev.vireo.hypervisor.ApiUser;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.Shown;
import dev.vireo.hypervisor.credential.CredentialRef;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host as it shall be registered, held against every grammar. Credentials are looked at as
 * references only.
 *
 * @param host its name
 * @param connection how it is reached, the address in its canonical form {@code host:port}
 * @param tags the tags that were given
 */
public record Registration(HostName host, Connection connection, Map<String, String> tags) {

  /** Of Proxmox VE. */
  private static final int API_PORT = 8006;

  private static final Pattern USER = Pattern.compile("[\\x21-\\x7e]{1,104}");

  public Registration {
    tags = Map.copyOf(tags);
  }

  /**
   * What the command asks.
   *
   * @throws InvalidMessage naming the field and what would be right
   */
  public static Registration of(RegisterHost command) {
    HostName host = new HostName(command.host());
    Connection connection = checked(command.connection());
    Tags.check("tags", command.tags());
    return new Registration(host, connection, command.tags());
  }

  /**
   * The connection with its address in canonical form.
   *
   * @throws InvalidMessage naming the field and what would be right
   */
  public static Connection checked(Connection connection) {
    HostAddress address = address("connection.address", connection.address());
    checkLogin(connection);
    return new Connection(
        address.toString(),
        connection.user(),
        connection.credentialKind(),
        connection.credential(),
        connection.trust(),
        connection.algorithms(),
        connection.passphrase(),
        checked(connection.api()));
  }

  private static @Nullable ApiAccess checked(@Nullable ApiAccess api) {
    if (api == null) {
      return null;
    }
    HostAddress address = address("connection.api.address", api.address(), API_PORT);
    checkCredential("connection.api.credential", CredentialKind.PASSWORD, api.credential());
    String fingerprint = api.certificateSha256();
    if (fingerprint != null) {
      fingerprint = fingerprint.replace(":", "").toLowerCase(java.util.Locale.ROOT);
      if (!fingerprint.matches("[0-9a-f]{64}")) {
        throw new InvalidMessage(
            "connection.api.certificateSha256",
            "a SHA-256 fingerprint is 64 hexadecimal digits, with or without ':' between each two");
      }
    }
    try {
      return new ApiAccess(
          address.toString(), new ApiUser(api.user()).text(), api.credential(), fingerprint);
    } catch (IllegalArgumentException e) {
      throw new InvalidMessage("connection.api.user", String.valueOf(e.getMessage()));
    }
  }

  /**
   * Holds account and credential reference against their grammar.
   *
   * @throws InvalidMessage naming the field and what would be right
   */
  static void checkLogin(Connection connection) {
    checkUser("connection.user", connection.user());
    checkCredential("connection.credential", connection.credentialKind(), connection.credential());
    checkPassphrase(connection);
  }

  private static void checkPassphrase(Connection connection) {
    String passphrase = connection.passphrase();
    if (passphrase == null) {
      return;
    }
    if (connection.credentialKind() != CredentialKind.PRIVATE_KEY) {
      throw new InvalidMessage(
          "connection.passphrase",
          "only a credential of kind PRIVATE_KEY has one, this is of kind "
              + connection.credentialKind()
              + "; leave it out");
    }
    try {
      CredentialRef.parse(dev.vireo.hypervisor.credential.CredentialKind.PASSPHRASE, passphrase);
    } catch (IllegalArgumentException e) {
      throw new InvalidMessage("connection.passphrase", String.valueOf(e.getMessage()));
    }
  }

  static HostAddress address(String field, String text) {
    return address(field, text, HostAddress.SSH_PORT);
  }

  static HostAddress address(String field, String text, int defaultPort) {
    try {
      return HostAddress.parse(text, defaultPort);
    } catch (IllegalArgumentException e) {
      throw new InvalidMessage(field, String.valueOf(e.getMessage()));
    }
  }

  static void checkUser(String field, String user) {
    if (!USER.matcher(user).matches()) {
      throw new InvalidMessage(
          field,
          Shown.quoted(user)
              + " is no account: 1 to 104 printable ASCII characters without blanks, such as root");
    }
  }

  static void checkCredential(String field, CredentialKind kind, String text) {
    try {
      CredentialRef.parse(
          switch (kind) {
            case PASSWORD -> dev.vireo.hypervisor.credential.CredentialKind.PASSWORD;
            case PRIVATE_KEY -> dev.vireo.hypervisor.credential.CredentialKind.PRIVATE_KEY;
            case AGENT -> dev.vireo.hypervisor.credential.CredentialKind.AGENT;
          },
          text);
    } catch (IllegalArgumentException e) {
      throw new InvalidMessage(field, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The event that registers it; empty if it is registered like this already.
   *
   * <p>Tags are added to those that the host has; {@code TagHost} removes.
   *
   * @param before the host as it is registered; null if it is not
   */
  public Optional<HostRegistered> event(@Nullable Host before) {
    Map<String, String> all =
        before == null ? tags : Tags.changed(before.tags(), tags, java.util.List.of());
    if (before != null && before.connection().equals(connection) && before.tags().equals(all)) {
      return Optional.empty();
    }
    return Optional.of(new HostRegistered(host.text(), connection, all));
  }

  /**
   * Refuses a second name for one address: two names would be worked on side by side, and no host
   * may be.
   *
   * @throws InvalidMessage if another host has the address
   */
  public void refuseSecondName(Collection<Host> hosts) {
    for (Host other : hosts) {
      if (other.connection().address().equals(connection.address())
          && !other.name().equals(host.text())) {
        throw new InvalidMessage(
            "connection.address",
            connection.address()
                + " is registered as "
                + other.name()
                + "; retire that one first, or use its name");
      }
    }
  }
}
