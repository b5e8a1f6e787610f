package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.CheckName;
import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import dev.vireo.backup.domain.preflight.PortState;
import dev.vireo.backup.domain.preflight.Redaction;
import dev.vireo.backup.domain.preflight.Sight;
import dev.vireo.backup.domain.preflight.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * Looks at a target from this process: what does not depend on each other at once, each bounded,
 * and at most one login.
 *
 * <p>A password is sent only where the certificate was proven: by an authority for this name and
 * time, or by its fingerprint.
 */
public final class Preflight {

  private static final Duration NAMES = Duration.ofMillis(3000);
  private static final int MOST_ADDRESSES = 4;

  private final Dial dial;
  private final Authorities authorities;
  private final Path hostsFile;
  private final Optional<InetSocketAddress> nameServer;

  /**
   * From here.
   *
   * @param authorities whose certificates are trusted
   */
  public Preflight(Authorities authorities) {
    this(Dial.here(), authorities, Path.of("/etc/hosts"), Optional.empty());
  }

  Preflight(
      Dial dial, Authorities authorities, Path hostsFile, Optional<InetSocketAddress> nameServer) {
    this.dial = dial;
    this.authorities = authorities;
    this.hostsFile = hostsFile;
    this.nameServer = nameServer;
  }

  /**
   * What a look may do.
   *
   * @param pin SHA-256 of the certificate that is expected, whoever signed it
   * @param user empty for no login
   * @param password of the user
   * @param hold how long the session rests before it is used again
   */
  public record Permission(
      Optional<String> pin, Optional<String> user, String password, Duration hold) {

    /** No login. */
    public static Permission withoutLogin() {
      return new Permission(Optional.empty(), Optional.empty(), "", Duration.ZERO);
    }

    Redaction redaction() {
      return user.map(u -> Redaction.of(u, password)).orElse(Redaction.none());
    }

    @Override
    public String toString() {
      return "Permission of " + user.orElse("nobody");
    }
  }

  /** All that is seen from here. */
  public Sight look(String from, Target target, Permission permission) throws InterruptedException {
    List<Evidence> seen = new ArrayList<>();
    Names names = new Names(target, hostsFile, nameServer);
    try (Bounded threads = new Bounded()) {
      Stopwatch watch = new Stopwatch();
      Future<List<InetAddress>> resolving = threads.begin(names::addresses);
      Future<Evidence.HostsFileRead> hosts = threads.begin(names::hosts);
      List<InetAddress> addresses = Bounded.await(resolving, NAMES, List.of());
      seen.add(names.resolved(addresses, watch.millis()));
      if (!addresses.isEmpty()) {
        reach(threads, names, target, addresses, permission, seen);
      }
      if (!target.isAddress()) {
        Optional<Evidence> read =
            Bounded.await(
                threads.begin(() -> Optional.<Evidence>of(hosts.get())), NAMES, Optional.empty());
        read.ifPresent(seen::add);
      }
    }
    return new Sight(from, seen);
  }

  private void reach(
      Bounded threads,
      Names names,
      Target target,
      List<InetAddress> addresses,
      Permission permission,
      List<Evidence> seen)
      throws InterruptedException {
    InetAddress first = addresses.getFirst();
    Future<Optional<Evidence>> reverse =
        threads.begin(() -> names.reverse(first).map(e -> (Evidence) e));
    Future<Evidence> ping = threads.begin(() -> Ping.path(threads, first));
    List<Future<Evidence.PortKnocked>> others = new ArrayList<>();
    if (!target.ownPort()) {
      for (int port : target.kind().alsoNeeded()) {
        others.add(threads.begin(() -> Ports.knock(dial, first, port)));
      }
    }
    seen.add(names.own(addresses));
    Knock knock = api(threads, target, addresses);
    seen.add(knock.evidence());
    if (knock.evidence().state() == PortState.OPEN) {
      seen.addAll(new Conversation(dial, authorities, target, knock.address()).hold(permission));
    }
    Duration rest = Ports.PATIENCE.plusSeconds(1);
    for (Future<Evidence.PortKnocked> other : others) {
      Bounded.await(
              threads.begin(() -> Optional.of(other.get())),
              rest,
              Optional.<Evidence.PortKnocked>empty())
          .ifPresent(seen::add);
    }
    Bounded.await(reverse, NAMES, Optional.empty()).ifPresent(seen::add);
    seen.add(
        Bounded.await(
            ping,
            rest,
            new Evidence.NotChecked(
                new Exchange("pings", "not ended in time", rest.toMillis()), CheckName.MTU)));
  }

  private record Knock(InetAddress address, Evidence.PortKnocked evidence) {}

  /** The first address where the port is open; if it is open nowhere, what the first one said. */
  private Knock api(Bounded threads, Target target, List<InetAddress> addresses)
      throws InterruptedException {
    List<Future<Evidence.PortKnocked>> knocks = new ArrayList<>();
    List<InetAddress> asked = addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()));
    for (InetAddress address : asked) {
      knocks.add(threads.begin(() -> Ports.knock(dial, address, target.port())));
    }
    Duration bound = Ports.PATIENCE.plusMillis(500);
    List<Knock> all = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Evidence.PortKnocked silent =
          new Evidence.PortKnocked(
              new Exchange(
                  "TCP connection to " + asked.get(i).getHostAddress() + ":" + target.port(),
                  "nothing within " + bound.toMillis() + " ms",
                  bound.toMillis()),
              target.port(),
              PortState.FILTERED);
      all.add(new Knock(asked.get(i), Bounded.await(knocks.get(i), bound, silent)));
    }
    return all.stream()
        .filter(k -> k.evidence().state() == PortState.OPEN)
        .findFirst()
        .orElse(all.getFirst());
  }
}
