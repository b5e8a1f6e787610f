package dev.vireo.backup.vantage;

import dev.vireo.backup.domain.preflight.CheckName;
import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import dev.vireo.backup.domain.preflight.PortState;
import dev.vireo.backup.domain.preflight.Target;
import dev.vireo.backup.probe.Dial;
import dev.vireo.backup.probe.Vantage;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.StepResult;
import dev.vireo.hypervisor.ssh.SshSession;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A registered host, over SSH. Connections are forwarded by its SSH server, so that the same probes
 * run from there as from here and no secret is ever on the host; what it knows by itself is read by
 * scripts.
 */
public final class SshVantage implements Vantage {

  private static final Duration NAMES = Duration.ofSeconds(5);
  private static final Duration AROUND = Duration.ofMillis(4500);
  private static final Duration BACK = Duration.ofSeconds(1);
  private static final Duration KNOCK = Duration.ofSeconds(4);
  private static final int FULL_V4 = 1472;
  private static final int FULL_V6 = 1452;

  private final String name;
  private final SshSession session;
  private volatile HostAnswers known = new HostAnswers(List.of());

  /**
   * A host that was reached.
   *
   * @param name as it is registered
   */
  public SshVantage(String name, SshSession session) {
    this.name = name;
    this.session = session;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Dial dial() {
    return (address, port, within) -> {
      try {
        return session.dial(address, port, within);
      } catch (UnreachableException e) {
        throw new IOException(name + " was lost: " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    };
  }

  @Override
  public Resolved resolve(String host) throws InterruptedException {
    long begun = System.nanoTime();
    HostAnswers answers = ask(HostQuestions.names(host), NAMES);
    known = answers;
    Optional<Duration> ahead = ahead(answers);
    Optional<InetAddress> literal = HostAnswers.address(host);
    if (literal.isPresent()) {
      Exchange took = new Exchange("took the address " + host, host, millis(begun));
      return new Resolved(
          List.of(literal.get()), new Evidence.NameResolved(took, List.of(host)), ahead);
    }
    List<InetAddress> found = answers.byGetent();
    String way = "getent ahosts";
    if (answers.lacks("getent")) {
      way = "its hosts file, then name servers";
      found = literals(answers.inHostsFile(host));
      if (found.isEmpty()) {
        HostAnswers dns = ask(HostQuestions.nameServers(host), NAMES);
        if (dns.lacks("dig") && dns.lacks("host") && dns.lacks("nslookup")) {
          return new Resolved(
              List.of(),
              new Evidence.NotChecked(
                  new Exchange(
                      "asked " + name + " for " + host,
                      "not made: it has no getent, dig, host or nslookup",
                      millis(begun)),
                  CheckName.NAME_FORWARD),
              ahead);
        }
        found = dns.byNameServers();
      }
    } else if (answers.of("getent").isEmpty()) {
      way += ", which did not answer in time";
    }
    List<String> texts = found.stream().map(InetAddress::getHostAddress).toList();
    Exchange seen =
        new Exchange(
            "asked " + name + " for " + host + " (" + way + ")",
            texts.isEmpty() ? "no address is known for it" : String.join(" ", texts),
            millis(begun));
    return new Resolved(found, new Evidence.NameResolved(seen, texts), ahead);
  }

  private static Optional<Duration> ahead(HostAnswers answers) {
    OptionalLong clock = answers.clock();
    return clock.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(clock.getAsLong() - Instant.now().getEpochSecond()));
  }

  @Override
  public List<Evidence> around(String host, List<InetAddress> addresses)
      throws InterruptedException {
    InetAddress first = addresses.getFirst();
    int full = first instanceof Inet4Address ? FULL_V4 : FULL_V6;
    List<String> inFile =
        Target.isAddress(host) ? List.of() : HostEvidence.plain(known.inHostsFile(host));
    HostAnswers answers =
        ask(HostQuestions.around(host, first.getHostAddress(), full, !inFile.isEmpty()), AROUND);
    HostEvidence evidence = new HostEvidence(name, known, answers);
    List<Evidence> seen = new ArrayList<>();
    seen.add(evidence.own(addresses));
    if (!Target.isAddress(host)) {
      seen.add(evidence.hostsFile(host, inFile));
    }
    evidence.route(first).ifPresent(seen::add);
    seen.add(evidence.pings(full));
    List<String> names = answers.reverse(first);
    boolean back =
        names.stream().anyMatch(n -> n.equalsIgnoreCase(host)) || leadsBack(names, first);
    evidence.reverse(first, names, back).ifPresent(seen::add);
    return seen;
  }

  private boolean leadsBack(List<String> names, InetAddress address) throws InterruptedException {
    return !names.isEmpty()
        && ask(HostQuestions.back(names.getFirst()), BACK).byGetent().contains(address);
  }

  @Override
  public Evidence knock(InetAddress address, int port, String refusal) throws InterruptedException {
    long begun = System.nanoTime();
    HostAnswers answers = ask(HostQuestions.knock(address.getHostAddress(), port), KNOCK);
    String sent = "nc -z " + address.getHostAddress() + " " + port + " on " + name;
    if (!answers.ran("nc") && answers.lacks("nc")) {
      return new Evidence.NotChecked(
          new Exchange(sent, "not made: " + refusal + ", and it has no nc", millis(begun)),
          CheckName.PORT);
    }
    Optional<StepResult> said = answers.of("nc");
    PortState state = said.map(HostEvidence::state).orElse(PortState.FILTERED);
    String words = said.map(r -> r.stderr().strip()).orElse("");
    return new Evidence.PortKnocked(
        new Exchange(
            sent,
            state == PortState.OPEN
                ? "connected"
                : words.isEmpty() ? "no connection" : HostEvidence.shown(words),
            millis(begun)),
        port,
        state);
  }

  private static List<InetAddress> literals(List<String> texts) {
    return texts.stream().flatMap(t -> HostAnswers.address(t).stream()).toList();
  }

  private static long millis(long begun) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }

  /** What was answered within the bound, which may be a part, and be it nothing. */
  private HostAnswers ask(Script script, Duration bound) throws InterruptedException {
    List<StepResult> results = new CopyOnWriteArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> run =
          threads.submit(
              () -> {
                session.run(script, results::add);
                return true;
              });
      try {
        boolean ended = run.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        return new HostAnswers(ended ? results : List.copyOf(results));
      } catch (TimeoutException e) {
        run.cancel(true);
        return new HostAnswers(results);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException broken) {
          throw broken;
        }
        // Unreachable or broken on the way: what was answered before that counts.
        return new HostAnswers(results);
      }
    }
  }
}
