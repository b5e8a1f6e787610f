package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.CheckName;
import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/** This process's own machine. */
public final class Here implements Vantage {

  /** What reports call it. */
  public static final String NAME = "here";

  private static final Duration NAMES = Duration.ofSeconds(3);
  private static final Duration AROUND = Duration.ofSeconds(4);

  private final String name;
  private final Dial dial;
  private final Path hostsFile;
  private final Optional<InetSocketAddress> nameServer;

  /** With the system's hosts file and name servers. */
  public Here() {
    this(NAME, Dial.here(), Path.of("/etc/hosts"), Optional.empty());
  }

  Here(String name, Dial dial, Path hostsFile, Optional<InetSocketAddress> nameServer) {
    this.name = name;
    this.dial = dial;
    this.hostsFile = hostsFile;
    this.nameServer = nameServer;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Dial dial() {
    return dial;
  }

  @Override
  public Resolved resolve(String host) throws InterruptedException {
    Names names = new Names(host, hostsFile, nameServer);
    Stopwatch watch = new Stopwatch();
    try (Bounded threads = new Bounded()) {
      List<InetAddress> found = Bounded.await(threads.begin(names::addresses), NAMES, List.of());
      return new Resolved(found, names.resolved(found, watch.millis()), Optional.of(Duration.ZERO));
    }
  }

  @Override
  public List<Evidence> around(String host, List<InetAddress> addresses)
      throws InterruptedException {
    Names names = new Names(host, hostsFile, nameServer);
    InetAddress first = addresses.getFirst();
    List<Evidence> seen = new ArrayList<>();
    seen.add(names.own(addresses));
    try (Bounded threads = new Bounded()) {
      Future<Optional<Evidence>> file =
          threads.begin(
              () -> names.isName() ? Optional.of((Evidence) names.hosts()) : Optional.empty());
      Future<Optional<Evidence>> reverse =
          threads.begin(() -> names.reverse(first).map(e -> (Evidence) e));
      Future<Evidence> ping = threads.begin(() -> Ping.path(threads, first));
      // All began at once and have one bound together, so that none is lost by another's wait.
      long end = System.nanoTime() + AROUND.toNanos();
      Bounded.await(file, left(end), Optional.empty()).ifPresent(seen::add);
      Bounded.await(reverse, left(end), Optional.empty()).ifPresent(seen::add);
      seen.add(
          Bounded.await(
              ping,
              left(end),
              new Evidence.NotChecked(
                  new Exchange("pings", "not ended in time", AROUND.toMillis()), CheckName.MTU)));
    }
    return seen;
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(end - System.nanoTime(), 0));
  }

  @Override
  public Evidence knock(InetAddress address, int port, String refusal) {
    throw new IllegalStateException("this process makes connections of its own");
  }
}
