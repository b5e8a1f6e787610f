package dev.vireo.hypervisor.ssh;

import dev.vireo.hypervisor.HostAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;

/** A server that can be made to misbehave; the user is root, the password {@link #PASSWORD}. */
final class MinaServer implements AutoCloseable {
  static final String PASSWORD = "correct horse battery staple";

  final HostAddress address;
  final KeyPair key;
  final AtomicInteger passwordsSeen = new AtomicInteger();
  private final SshServer server;

  private MinaServer(Consumer<SshServer> change, KeyPair key) throws IOException {
    this.key = key;
    this.server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(key));
    server.setPasswordAuthenticator(
        (user, password, session) -> {
          passwordsSeen.incrementAndGet();
          return user.equals("root") && password.equals(PASSWORD);
        });
    server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
    // Where many connect at once, none is turned away by the system.
    CoreModuleProperties.SOCKET_BACKLOG.set(server, 1024);
    change.accept(server);
    server.start();
    this.address = new HostAddress("127.0.0.1", server.getPort());
  }

  static MinaServer start(Consumer<SshServer> change) throws IOException, GeneralSecurityException {
    return new MinaServer(
        change, KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256));
  }

  static MinaServer start() throws IOException, GeneralSecurityException {
    return start(server -> {});
  }

  /** With an RSA key, as hosts of the last decade have. */
  static MinaServer startWithRsa(Consumer<SshServer> change)
      throws IOException, GeneralSecurityException {
    return new MinaServer(change, KeyUtils.generateKeyPair(KeyPairProvider.SSH_RSA, 2048));
  }

  static Consumer<SshServer> login(UserAuthFactory... ways) {
    return server -> server.setUserAuthFactories(List.of(ways));
  }

  static final UserAuthFactory BY_PASSWORD = UserAuthPasswordFactory.INSTANCE;
  static final UserAuthFactory BY_PROMPT = UserAuthKeyboardInteractiveFactory.INSTANCE;

  static <T> List<NamedFactory<T>> only(NamedFactory<T> one) {
    return List.of(one);
  }

  /** Writes a known_hosts that knows this server by the given key. */
  Path knownHosts(Path folder, KeyPair key) throws IOException {
    Path file = folder.resolve("known_hosts");
    Files.writeString(file, KnownHosts.line(address, HostKey.of(key.getPublic())) + "\n");
    return file;
  }

  Path knownHosts(Path folder) throws IOException {
    return knownHosts(folder, key);
  }

  /** Drops every connection without a word. */
  void drop() {
    server.getActiveSessions().forEach(session -> session.getIoSession().close(true));
  }

  int sessions() {
    return server.getActiveSessions().size();
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
