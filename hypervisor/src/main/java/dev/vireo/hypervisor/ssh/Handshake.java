package dev.vireo.hypervisor.ssh;

import dev.vireo.hypervisor.Diagnosis;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.Shown;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.UnreachableException.Reason;
import dev.vireo.hypervisor.credential.CredentialException;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.hypervisor.credential.CredentialRef;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.common.kex.KexProposalOption;
import org.jspecify.annotations.Nullable;

/** Opens one connection, from the name to the login, and says at which of these it failed. */
final class Handshake {
  private static final Map<KexProposalOption, String> NEGOTIATED =
      Map.of(
          KexProposalOption.ALGORITHMS, "key exchange",
          KexProposalOption.SERVERKEYS, "host key",
          KexProposalOption.C2SENC, "cipher",
          KexProposalOption.C2SMAC, "MAC");

  private final SshClient client;
  private final CredentialProvider credentials;
  private final Optional<Path> agent;
  private final ExecutorService resolver;

  /**
   * @param resolver platform threads: a look-up blocks in native code, where a virtual thread would
   *     keep its carrier
   */
  Handshake(
      SshClient client,
      CredentialProvider credentials,
      Optional<Path> agent,
      ExecutorService resolver) {
    this.client = client;
    this.credentials = credentials;
    this.agent = agent;
    this.resolver = resolver;
  }

  /** A connection that is logged in. */
  ClientSession open(SshTarget target) throws UnreachableException, InterruptedException {
    Identities identities = identities(target);
    Attempt attempt = attempt(target);
    Deadline connect = Deadline.after(target.timeouts().connect());
    List<InetAddress> addresses = resolve(target, connect);
    ClientSession session = connect(attempt, addresses, connect);
    boolean open = false;
    try {
      identities.offer(session);
      Deadline auth = Deadline.after(target.timeouts().auth());
      exchangeKeys(session, attempt, auth);
      logIn(session, attempt, auth);
      open = true;
      return session;
    } finally {
      if (!open) {
        session.close(true);
      }
    }
  }

  private Identities identities(SshTarget target) throws UnreachableException {
    boolean wantsAgent =
        target.credentials().stream().anyMatch(c -> c.kind() == CredentialKind.AGENT);
    if (wantsAgent && agent.filter(Files::exists).isEmpty()) {
      throw new UnreachableException(
          Reason.AUTH,
          new Diagnosis(
              "no credential could be offered",
              target.address().toString(),
              agent.isEmpty()
                  ? "the service was started without an SSH agent (SSH_AUTH_SOCK is not set)"
                  : "the agent's socket " + agent.get() + " does not exist",
              "start the service with an agent, or refer to a key by file:"),
          null);
    }
    try {
      return Identities.fetch(target.credentials(), target.passphrase(), credentials);
    } catch (CredentialException e) {
      throw e.unreachable(target.address());
    }
  }

  private static Attempt attempt(SshTarget target) throws UnreachableException {
    boolean agent = target.credentials().stream().anyMatch(c -> c instanceof CredentialRef.InAgent);
    Path path = target.hostKeys().knownHosts();
    try {
      Set<String> types = new KnownHostsFile(path).read().knownTypes(target.address());
      return new Attempt(target, types, agent);
    } catch (IOException e) {
      throw new UnreachableException(
          Reason.HOST_KEY,
          new Diagnosis(
              "the host's key cannot be checked",
              target.address().toString(),
              e.getClass().getSimpleName() + " on " + path,
              "make " + path + " readable for the service"),
          e);
    }
  }

  private List<InetAddress> resolve(SshTarget target, Deadline deadline)
      throws UnreachableException, InterruptedException {
    HostAddress address = target.address();
    Future<InetAddress[]> lookup = resolver.submit(() -> InetAddress.getAllByName(address.host()));
    try {
      return Arrays.asList(lookup.get(deadline.leftMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      boolean unknown = e.getCause() instanceof UnknownHostException;
      throw unresolved(
          address, unknown ? "no address is known for it" : "looking it up failed", e.getCause());
    } catch (TimeoutException e) {
      lookup.cancel(true);
      Duration waited = target.timeouts().connect();
      throw unresolved(address, "the name service did not answer within " + shown(waited), e);
    }
  }

  private static UnreachableException unresolved(
      HostAddress address, String seen, @Nullable Throwable cause) {
    return new UnreachableException(
        Reason.NAME,
        new Diagnosis(
            "the host's name does not resolve",
            address.toString(),
            seen,
            "correct the name, or the name service of the machine Vireo runs on"),
        cause);
  }

  private ClientSession connect(Attempt attempt, List<InetAddress> addresses, Deadline deadline)
      throws UnreachableException, InterruptedException {
    SshTarget target = attempt.target;
    List<String> tried = new ArrayList<>();
    IOException last = new IOException("no address to connect to");
    boolean refused = true;
    for (InetAddress address : addresses) {
      if (deadline.passed()) {
        break;
      }
      InetSocketAddress socket = new InetSocketAddress(address, target.address().port());
      try {
        return client
            .connect(target.user(), socket, attempt.asContext(), null)
            .verify(deadline.leftMillis())
            .getClientSession();
      } catch (IOException e) {
        throwIfInterrupted(e);
        last = e;
        Optional<String> answer = refusal(e);
        refused &= answer.isPresent();
        tried.add(address.getHostAddress() + ": " + answer.orElseGet(() -> silence(e, target)));
      }
    }
    String seen = String.join(", ", tried);
    String where = target.address().toString();
    throw refused
        ? new UnreachableException(
            Reason.REFUSED,
            new Diagnosis(
                "nothing listens on the host's port",
                where,
                seen,
                "enable SSH on the host (on ESXi: host, services, TSM-SSH), or correct the port"),
            last)
        : new UnreachableException(
            Reason.FILTERED,
            new Diagnosis(
                "the host does not answer",
                where,
                seen,
                "check that the host is up and that its firewall and the network let port "
                    + target.address().port()
                    + " through"),
            last);
  }

  private static Optional<String> refusal(IOException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = t.getMessage();
      if (t instanceof ConnectException && message != null && message.contains("refused")) {
        return Optional.of("connection refused");
      }
    }
    return Optional.empty();
  }

  private static String silence(IOException failure, SshTarget target) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof TimeoutException) {
        return "no answer within " + shown(target.timeouts().connect());
      }
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private static void exchangeKeys(ClientSession session, Attempt attempt, Deadline deadline)
      throws UnreachableException {
    Set<ClientSessionEvent> seen =
        session.waitFor(
            EnumSet.of(ClientSessionEvent.WAIT_AUTH, ClientSessionEvent.CLOSED),
            deadline.leftMillis());
    if (seen.contains(ClientSessionEvent.WAIT_AUTH)
        && !seen.contains(ClientSessionEvent.CLOSED)
        && attempt.hostKeyRefused == null) {
      return;
    }
    Diagnosis refused = attempt.hostKeyRefused;
    if (refused != null) {
      throw new UnreachableException(Reason.HOST_KEY, refused, attempt.failure);
    }
    throw new UnreachableException(
        Reason.PROTOCOL,
        notSpeaking(attempt, seen.contains(ClientSessionEvent.TIMEOUT)),
        attempt.failure);
  }

  private static Diagnosis notSpeaking(Attempt attempt, boolean timeout) {
    SshTarget target = attempt.target;
    String where = target.address().toString();
    Map<KexProposalOption, String> offered = attempt.offeredByHost;
    if (offered != null && !mismatches(offered, target.crypto()).isEmpty()) {
      return noCommonAlgorithm(where, offered, target.crypto());
    }
    String waited = "nothing more within " + shown(target.timeouts().auth());
    String identification = attempt.identification;
    if (identification == null) {
      return new Diagnosis(
          "what listens does not speak SSH",
          where,
          timeout ? "the connection was taken, then " + waited : "it " + ended(attempt),
          "check the port; where it is the right one, restart the host's SSH server");
    }
    return new Diagnosis(
        "no SSH connection came about",
        where,
        Shown.quoted(identification)
            + (timeout ? ", then " + waited : ", then it " + ended(attempt)),
        "look into the log of the host's SSH server");
  }

  private static String ended(Attempt attempt) {
    String disconnect = attempt.disconnect;
    if (disconnect != null) {
      return "disconnected saying " + Shown.quoted(disconnect);
    }
    Throwable failure = attempt.failure;
    // A connection that is closed while we write shows as an error of the socket.
    return failure == null || failure instanceof SocketException || brokenPipe(failure)
        ? "closed the connection"
        : "failed with " + Shown.quoted(String.valueOf(failure.getMessage()));
  }

  private static boolean brokenPipe(Throwable failure) {
    return failure instanceof IOException && "Broken pipe".equals(failure.getMessage());
  }

  private static Diagnosis noCommonAlgorithm(
      String where, Map<KexProposalOption, String> offered, Crypto crypto) {
    boolean legacyHelps = crypto == Crypto.MODERN && mismatches(offered, Crypto.LEGACY).isEmpty();
    return new Diagnosis(
        "the host and we have no algorithm in common",
        where,
        String.join("; ", mismatches(offered, crypto)),
        legacyHelps
            ? "update the host's SSH server, or, where that cannot be and the network is trusted,"
                + " allow the old algorithms for this one host (crypto LEGACY)"
            : "update the host's SSH server; crypto LEGACY would not help");
  }

  /** In words, each choice for which the host offers only what we do not. */
  private static List<String> mismatches(Map<KexProposalOption, String> offered, Crypto crypto) {
    List<String> mismatches = new ArrayList<>();
    for (KexProposalOption option : KexProposalOption.values()) {
      String name = NEGOTIATED.get(option);
      String theirs = offered.get(option);
      if (name == null || theirs == null) {
        continue;
      }
      List<String> ours = Algorithms.names(crypto, option);
      List<String> real = Arrays.stream(theirs.split(",")).filter(a -> !isSignal(a)).toList();
      if (real.stream().noneMatch(ours::contains)) {
        mismatches.add("as " + name + " it offers only " + Shown.plain(String.join(", ", real)));
      }
    }
    return mismatches;
  }

  /** Names that stand among the key exchanges and say what else a server can do (RFC 8308). */
  private static boolean isSignal(String algorithm) {
    return algorithm.startsWith("ext-info-") || algorithm.startsWith("kex-strict-");
  }

  private static void logIn(ClientSession session, Attempt attempt, Deadline deadline)
      throws UnreachableException, InterruptedException {
    try {
      session.auth().verify(deadline.leftMillis());
    } catch (IOException e) {
      throwIfInterrupted(e);
      SshTarget target = attempt.target;
      String tried =
          target.credentials().stream().map(CredentialRef::text).collect(Collectors.joining(", "));
      String methods = attempt.authMethods;
      boolean waited = deadline.passed();
      throw new UnreachableException(
          Reason.AUTH,
          new Diagnosis(
              "the host did not let us in",
              target.user() + " on " + target.address(),
              "offered "
                  + tried
                  + "; "
                  + (waited
                      ? "no decision within " + shown(target.timeouts().auth())
                      : "the host said no")
                  + (methods == null ? "" : " and takes " + methods)
                  + (attempt.disconnect == null ? "" : " (" + ended(attempt) + ")"),
              "check the user and the credential, and that the account is not locked"),
          e);
    }
  }

  private static void throwIfInterrupted(IOException e) throws InterruptedException {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof InterruptedIOException || t instanceof InterruptedException) {
        InterruptedException interrupted = new InterruptedException("interrupted while connecting");
        interrupted.initCause(e);
        throw interrupted;
      }
    }
  }

  static String shown(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
