package dev.vireo.simulator.ssh;

import dev.vireo.simulator.fault.FaultKind;
import dev.vireo.simulator.host.SimulatedHost;
import dev.vireo.simulator.shell.Session;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * One SSH server that listens on a port for each host and is that host to whoever connects there:
 * it shows its key, runs its shell, has its faults. So 500 hosts cost no more threads than one.
 */
public final class SshFront implements AutoCloseable {

  private static final class Server extends SshServer {
    IoAcceptor listener() {
      return acceptor;
    }
  }

  private static final Duration REBIND = Duration.ofSeconds(10);

  private final Server server = (Server) ServerBuilder.builder().factory(Server::new).build();
  private final InetAddress address;
  private final HostKeys keys;
  private final Login login;
  private final boolean legacyCrypto;
  private final Map<Integer, SimulatedHost> byPort = new ConcurrentHashMap<>();
  private final Map<Integer, SilentPort> silent = new ConcurrentHashMap<>();
  private final Map<Session, ServerSession> connections = new ConcurrentHashMap<>();
  private final AtomicLong channels = new AtomicLong();

  /**
   * @param forwards where connections go that hosts make for their clients
   */
  public SshFront(
      InetAddress address, HostKeys keys, Login login, boolean legacyCrypto, Forwards forwards)
      throws IOException {
    this.address = address;
    this.keys = keys;
    this.login = login;
    this.legacyCrypto = legacyCrypto;
    configure();
    letForward(forwards);
    server.start();
    // Starting needs a port of its own; hosts get theirs one by one.
    IoAcceptor listener = server.listener();
    listener.unbind(List.copyOf(listener.getBoundAddresses()));
  }

  private void configure() {
    server.setHost(address.getHostAddress());
    server.setPort(0);
    CoreModuleProperties.NIO_WORKERS.set(server, 4);
    CoreModuleProperties.MAX_CONCURRENT_SESSIONS.remove(server);
    CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "OpenSSH_8.3");
    server.setKeyPairProvider(
        new KeyPairProvider() {
          @Override
          public Iterable<KeyPair> loadKeys(@Nullable SessionContext session) {
            return session == null ? List.of() : List.of(keyFor(session));
          }
        });
    server.setPasswordAuthenticator(
        (user, password, session) -> admits(session) && login.accepts(user, password));
    server.setPublickeyAuthenticator(
        (user, key, session) -> admits(session) && login.accepts(user, key));
    server.setCommandFactory((channel, command) -> channelCommand(channel.getSession(), command));
    server.setShellFactory(channel -> channelCommand(channel.getSession(), null));
    server.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionEstablished(org.apache.sshd.common.session.Session session) {
            if (session instanceof AbstractSession ours && isLegacy(port(session))) {
              useOldAlgorithms(ours);
            }
          }
        });
  }

  private void letForward(Forwards forwards) {
    server.setForwardingFilter(
        new RejectAllForwardingFilter() {
          @Override
          public boolean canConnect(
              TcpForwardingFilter.Type type,
              SshdSocketAddress target,
              org.apache.sshd.common.session.Session session) {
            SimulatedHost host = byPort.get(port(session));
            return type == TcpForwardingFilter.Type.Direct
                && host != null
                && forwards.allowed(host);
          }
        });
    server.setChannelFactories(
        List.of(
            ChannelSessionFactory.INSTANCE, new ForwardedChannel.Factory(this::hostOf, forwards)));
  }

  private SimulatedHost hostOf(org.apache.sshd.common.session.Session session) {
    SimulatedHost host = byPort.get(port(session));
    if (host == null) {
      throw new IllegalStateException("no host listens on port " + port(session));
    }
    return host;
  }

  private static void useOldAlgorithms(AbstractSession session) {
    session.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
            false, List.of(BuiltinDHFactories.dhg14), ServerBuilder.DH2KEX));
    session.setCipherFactories(List.of(BuiltinCiphers.aes128cbc, BuiltinCiphers.tripledescbc));
    session.setMacFactories(List.of(BuiltinMacs.hmacsha1));
    session.setSignatureFactories(List.of(BuiltinSignatures.rsa));
  }

  private boolean isLegacy(int port) {
    SimulatedHost host = byPort.get(port);
    return host != null && isLegacy(host);
  }

  private boolean isLegacy(SimulatedHost host) {
    return legacyCrypto && host.isOld();
  }

  /** The key that the host shows now. */
  public KeyPair keyOf(SimulatedHost host) {
    String name = host.hostName() + (host.faults().has(FaultKind.HOSTKEY) ? "-impostor" : "");
    return keys.key(name, isLegacy(host));
  }

  private KeyPair keyFor(SessionContext session) {
    SimulatedHost host = byPort.get(port(session));
    if (host == null) {
      throw new IllegalStateException("no host listens on port " + port(session));
    }
    return keyOf(host);
  }

  private boolean admits(ServerSession session) {
    SimulatedHost host = byPort.get(port(session));
    return host != null && host.faults().strike(FaultKind.AUTH).isEmpty();
  }

  private Command channelCommand(ServerSession session, @Nullable String command)
      throws IOException {
    SimulatedHost host = byPort.get(port(session));
    if (host == null) {
      throw new IOException("no such host any more");
    }
    Session work = new Session("s" + channels.incrementAndGet(), host);
    connections.put(work, session);
    return new ShellCommand(host, work, command, () -> connections.remove(work));
  }

  private static int port(SessionContext session) {
    return session.getLocalAddress() instanceof InetSocketAddress local ? local.getPort() : -1;
  }

  private static int port(org.apache.sshd.common.session.Session session) {
    SocketAddress local = session.getIoSession().getLocalAddress();
    return local instanceof InetSocketAddress inet ? inet.getPort() : -1;
  }

  /**
   * Lets a host listen.
   *
   * @param wanted 0 for any free port
   * @return the port
   */
  public synchronized int listen(SimulatedHost host, int wanted) throws IOException {
    IoAcceptor listener = server.listener();
    if (wanted != 0) {
      byPort.put(wanted, host);
      try {
        listener.bind(new InetSocketAddress(address, wanted));
      } catch (IOException e) {
        byPort.remove(wanted);
        throw new IOException(
            "host " + host.hostName() + ": port " + wanted + " is taken: " + e.getMessage(), e);
      }
      return wanted;
    }
    Set<SocketAddress> before = new HashSet<>(listener.getBoundAddresses());
    listener.bind(new InetSocketAddress(address, 0));
    for (SocketAddress bound : listener.getBoundAddresses()) {
      if (!before.contains(bound) && bound instanceof InetSocketAddress inet) {
        byPort.put(inet.getPort(), host);
        return inet.getPort();
      }
    }
    throw new IOException("host " + host.hostName() + ": no port was bound");
  }

  /** The host is off: connections break, new ones are refused. */
  public synchronized void refuse(int port) throws IOException {
    speak(port);
    server.listener().unbind(new InetSocketAddress(address, port));
    disconnect(port);
  }

  /** The host hangs: connections break, new ones are taken and get no answer. */
  public synchronized void hang(int port) throws IOException {
    refuse(port);
    rebind(() -> silent.put(port, new SilentPort(new InetSocketAddress(address, port))));
  }

  /** The host answers again. */
  public synchronized void answer(int port) throws IOException {
    speak(port);
    InetSocketAddress place = new InetSocketAddress(address, port);
    if (!server.listener().getBoundAddresses().contains(place)) {
      rebind(() -> server.listener().bind(place));
    }
  }

  private interface Binding {
    void bind() throws IOException;
  }

  /** Binds a port that was let go just now: the kernel may hold it for a moment longer. */
  private static void rebind(Binding binding) throws IOException {
    long patience = System.nanoTime() + REBIND.toNanos();
    while (true) {
      try {
        binding.bind();
        return;
      } catch (BindException e) {
        if (System.nanoTime() > patience) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }

  private void speak(int port) throws IOException {
    SilentPort taken = silent.remove(port);
    if (taken != null) {
      taken.close();
    }
  }

  /** How many scripts are at work, those whose connection is gone included. */
  public int running() {
    return connections.size();
  }

  /** Breaks every connection to a host. */
  public void disconnect(int port) {
    for (AbstractSession session : server.getActiveSessions()) {
      if (port(session.getIoSession().getLocalAddress()) == port) {
        session.close(true);
      }
    }
    connections.forEach(
        (work, session) -> {
          if (port(session) == port) {
            work.kill();
          }
        });
  }

  private static int port(SocketAddress local) {
    return local instanceof InetSocketAddress inet ? inet.getPort() : -1;
  }

  /** Breaks the connection that a session came through. */
  public void disconnect(Session work) {
    ServerSession session = connections.get(work);
    if (session != null) {
      session.close(true);
    }
  }

  @Override
  public void close() throws IOException {
    for (SilentPort port : silent.values()) {
      port.close();
    }
    connections.keySet().forEach(Session::kill);
    server.stop(true);
  }
}
