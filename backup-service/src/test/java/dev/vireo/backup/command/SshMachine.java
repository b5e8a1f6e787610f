package dev.vireo.backup.command;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.bus.Domain;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.local.LoopbackHost;
import dev.vireo.testing.Conversation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The machine that the test runs on, as a host that the service knows. */
final class SshMachine implements AutoCloseable {

  private final String name = "host-" + UUID.randomUUID().toString().substring(0, 8);
  private final LoopbackHost host;

  private SshMachine(LoopbackHost host) {
    this.host = host;
  }

  /**
   * Starts it.
   *
   * @param folder an empty one, for its keys and configuration
   */
  static SshMachine start(Path folder) throws IOException {
    assumeTrue(
        LoopbackHost.possible(),
        "rule needs-openssh: this test works on a host behind a real sshd, and there is none");
    return new SshMachine(LoopbackHost.start(folder));
  }

  /** Has it known as a host, and puts its key among the credentials. */
  void register(Conversation bus, Path credentials) throws IOException {
    register(bus, credentials, Map.of());
  }

  /** Has it known as a host with tags, or with other tags. */
  void register(Conversation bus, Path credentials, Map<String, String> tags) throws IOException {
    Files.copy(host.key(), credentials.resolve(key()), StandardCopyOption.REPLACE_EXISTING);
    bus.say(
        Domain.INVENTORY,
        new HostRegistered(
            name,
            new Connection(
                host.address(),
                host.user(),
                CredentialKind.PRIVATE_KEY,
                "file:" + key(),
                HostKeyTrust.TRUST_ON_FIRST_USE,
                null),
            tags));
  }

  /** Its registered name. */
  String name() {
    return name;
  }

  /** The name of the private key among the credentials. */
  String key() {
    return name + ".key";
  }

  int port() {
    return host.port();
  }

  /** What runs there on behalf of clients. */
  List<ProcessHandle> programs() {
    return host.programs();
  }

  /** Ends each connection, as by SIGKILL of what serves it; the server takes new ones. */
  void killConnections() {
    host.killConnections();
  }

  /** Ends the server and each connection it serves, as a host does that loses power. */
  void kill() {
    host.kill();
  }

  /** Starts it again on the same port with the same keys. */
  void restart() throws IOException {
    host.restart();
  }

  @Override
  public void close() {
    host.close();
  }
}
