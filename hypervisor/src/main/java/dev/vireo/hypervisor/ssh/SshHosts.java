package dev.vireo.hypervisor.ssh;

import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.credential.CredentialProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.PasswordAuthenticationReporter;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All hosts a service talks to: one connection for each target, opened at the first use, shared by
 * all callers, closed when nobody has used it for a while.
 *
 * <p>Made for many virtual threads, each of which works on one host. A service makes one and closes
 * it at its end.
 *
 * <p>No secret is logged. The SSH library itself writes whole packets at level TRACE, so a service
 * keeps the category {@code org.apache.sshd} above that.
 */
public final class SshHosts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SshHosts.class);
  private static final int LOOKUPS_AT_ONCE = 32;

  private final SshOptions options;
  private final SshClient client;
  private final Handshake handshake;
  private final ExecutorService resolver;
  private final ScheduledExecutorService sweeper;
  private final Map<SshTarget, Connection> connections = new ConcurrentHashMap<>();

  public SshHosts(CredentialProvider credentials, SshOptions options) {
    this.options = options;
    this.resolver =
        Executors.newFixedThreadPool(
            LOOKUPS_AT_ONCE, Thread.ofPlatform().daemon().name("ssh-lookup-", 0).factory());
    this.sweeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ssh-idle").factory());
    this.client = client(options);
    this.handshake = new Handshake(client, credentials, options.agent(), resolver);
    client.start();
    long pause = Math.clamp(options.keepIdle().toMillis() / 4, 10, 30_000);
    var _ = sweeper.scheduleWithFixedDelay(this::sweep, pause, pause, TimeUnit.MILLISECONDS);
  }

  private static SshClient client(SshOptions options) {
    SshClient client = SshClient.setUpDefaultClient();
    // Nothing is taken from the home directory of whoever runs the service.
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setAgentFactory(new AgentOnRequest(options.agent()));
    client.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    client.setServerKeyVerifier((session, remote, key) -> verify(session, HostKey.of(key)));
    client.addSessionListener(new SshListener());
    // A password login comes before an interactive one: the password is offered once only.
    client.setUserAuthFactories(
        List.of(
            UserAuthPublicKeyFactory.INSTANCE,
            UserAuthPasswordFactory.INSTANCE,
            UserAuthKeyboardInteractiveFactory.INSTANCE));
    noteWhatHostsTake(client);
    CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
    // A key that the library cannot handle must not end a login that another key would open.
    CoreModuleProperties.IGNORE_INVALID_IDENTITIES.set(client, true);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, options.heartbeat());
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
    // Idle connections are closed by the sweeper, which knows whether a script is running.
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
    // Small packets go out at once: with Nagle's algorithm a script waits for a delayed ACK (40
    // ms).
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    // A host that gives no shell says so instead of leaving us to wait.
    CoreModuleProperties.REQUEST_EXEC_REPLY.set(client, true);
    // Bounds what a host can have in our memory while a slow reader has not taken it.
    CoreModuleProperties.WINDOW_SIZE.set(client, 256L << 10);
    client.setNioWorkers(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
    return client;
  }

  private static boolean verify(ClientSession session, HostKey key) {
    Attempt attempt = Attempt.of(session);
    attempt.hostKey = key;
    attempt.hostKeyRefused =
        HostKeyCheck.refusal(attempt.target.address(), key, attempt.target.hostKeys()).orElse(null);
    return attempt.hostKeyRefused == null;
  }

  private static void noteWhatHostsTake(SshClient client) {
    client.setPasswordAuthenticationReporter(
        new PasswordAuthenticationReporter() {
          @Override
          public void signalAuthenticationFailure(
              ClientSession session,
              String service,
              String password,
              boolean partial,
              @Nullable List<String> methods) {
            noteMethods(session, methods);
          }
        });
    client.setPublicKeyAuthenticationReporter(
        new PublicKeyAuthenticationReporter() {
          @Override
          public void signalAuthenticationFailure(
              ClientSession session,
              String service,
              java.security.KeyPair identity,
              boolean partial,
              @Nullable List<String> methods) {
            noteMethods(session, methods);
          }
        });
  }

  private static void noteMethods(ClientSession session, @Nullable List<String> methods) {
    if (methods != null) {
      Attempt.of(session).authMethods = String.join(", ", methods);
    }
  }

  /**
   * Reaches a host, by the connection that is open already where there is one.
   *
   * @throws UnreachableException saying why not
   */
  public SshSession connect(SshTarget target) throws UnreachableException, InterruptedException {
    Connection connection = enter(target);
    try {
      Attempt attempt = Attempt.of(connection.session());
      HostKey key = attempt.hostKey;
      if (key == null) {
        throw new IllegalStateException("a connection without a host key: " + target.address());
      }
      String identification = attempt.identification;
      return new SshSession(this, target, key, identification == null ? "" : identification);
    } finally {
      connection.leave();
    }
  }

  /** How many connections are open or being opened. */
  public int connections() {
    return connections.size();
  }

  /** Closes the connection to a target, under the hands of whoever uses it. */
  public void disconnect(SshTarget target) {
    Connection connection = connections.remove(target.shared());
    if (connection != null) {
      connection.cut();
    }
  }

  SshOptions options() {
    return options;
  }

  /** An open connection that counts the caller as a user, until it calls {@code leave}. */
  Connection enter(SshTarget target) throws UnreachableException, InterruptedException {
    SshTarget key = target.shared();
    while (true) {
      Connection fresh = new Connection();
      Connection connection = connections.computeIfAbsent(key, k -> fresh);
      if (!connection.enter()) {
        connections.remove(key, connection);
        continue;
      }
      boolean usable = false;
      try {
        if (connection == fresh) {
          open(connection, target);
        }
        connection.session();
        if (connection.alive()) {
          usable = true;
          return connection;
        }
      } catch (CancellationException interruptedOpener) {
        LOG.debug("host {}: the one who opened the connection gave up", target.address());
      } finally {
        if (!usable) {
          retire(target, connection);
          connection.leave();
        }
      }
    }
  }

  private void open(Connection connection, SshTarget target) throws InterruptedException {
    long start = System.nanoTime();
    connection.open(handshake, target);
    if (connection.alive()) {
      LOG.info(
          "host {}: connected as {} in {} ms",
          target.address(),
          target.user(),
          (System.nanoTime() - start) / 1_000_000);
    }
  }

  /** Lets nobody else use a connection. */
  void retire(SshTarget target, Connection connection) {
    connections.remove(target.shared(), connection);
    connection.retire();
  }

  private void sweep() {
    connections.forEach(
        (target, connection) -> {
          if (connection.retireIfIdle(options.keepIdle())) {
            connections.remove(target, connection);
            LOG.debug("host {}: idle connection closed", target.address());
          }
        });
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
    resolver.shutdownNow();
    connections.values().forEach(Connection::cut);
    connections.clear();
    client.stop();
  }
}
