package dev.vireo.multipath.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import dev.vireo.hypervisor.ssh.SshHosts;
import dev.vireo.hypervisor.ssh.SshSession;
import dev.vireo.hypervisor.ssh.SshTarget;
import dev.vireo.hypervisor.ssh.Timeouts;
import dev.vireo.multipath.domain.EsxVersion;
import dev.vireo.multipath.domain.HostStorage;
import dev.vireo.multipath.domain.MalformedValue;
import dev.vireo.multipath.domain.UnreadListing;
import dev.vireo.multipath.esxcli.Dialect;
import dev.vireo.multipath.esxcli.EsxVersionText;
import dev.vireo.multipath.esxcli.EsxcliSteps;
import dev.vireo.multipath.esxcli.HostStorageReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The ESX hosts, asked and told over SSH. */
final class EsxHosts {

  /** A read of a host with a thousand LUNs took a minute on the slowest ones heard of. */
  private static final Duration READ_BUDGET = Duration.ofMinutes(10);

  private static final int READS_CUT_OFF = 2;

  private static final Timeouts READ =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(11),
          Duration.ofMinutes(2));

  private final SshHosts ssh;
  private final Function<Connection, SshTarget> targets;
  private final Clock clock;

  EsxHosts(SshHosts ssh, Function<Connection, SshTarget> targets, Clock clock) {
    this.ssh = ssh;
    this.targets = targets;
    this.clock = clock;
  }

  /** A host that has told what it is. */
  final class Reached {

    private final String name;
    private final SshSession session;
    private final Dialect dialect;

    private Reached(String name, SshSession session, Dialect dialect) {
      this.name = name;
      this.session = session;
      this.dialect = dialect;
    }

    String name() {
      return name;
    }

    EsxcliSteps steps() {
      return EsxcliSteps.in(dialect);
    }

    /** Runs steps that may change something. */
    ScriptOutcome run(Script script, Consumer<StepResult> onStep)
        throws UnreachableException, ScriptBrokenException, InterruptedException {
      Timeouts timeouts =
          new Timeouts(
              READ.connect(), READ.auth(), script.budget().plusMinutes(2), Duration.ofMinutes(2));
      return ssh.connect(session.target().with(timeouts)).run(script, onStep);
    }

    /** Reads only what these steps list; the rest is marked as unread. */
    HostStorage read(List<Step> steps)
        throws UnreachableException, ScriptBrokenException, InterruptedException {
      List<Step> all = new ArrayList<>();
      all.add(EsxcliSteps.version());
      all.addAll(steps);
      ScriptOutcome outcome = session.run(Script.of(all).within(READ_BUDGET));
      return HostStorageReader.read(name, dialect, outcome.results(), clock.instant());
    }
  }

  /**
   * A host and what one read of it says.
   *
   * @param asked the listings that it was asked for; all others are unread
   */
  record Read(Reached host, HostStorage storage, List<Step> asked) {

    /** The first listing that was asked for and could not be had, with what the host answered. */
    Optional<UnreadListing> refused() {
      return storage.unreadOf(asked.stream().map(Step::id).toList()).stream().findFirst();
    }
  }

  /**
   * Reads everything of a host afresh.
   *
   * @throws NotEsxException where what answers is no ESX host
   */
  Read read(Host host)
      throws UnreachableException, ScriptBrokenException, NotEsxException, InterruptedException {
    return read(host, EsxcliSteps::readAll);
  }

  /**
   * Reads afresh what these steps list; the rest is marked as unread.
   *
   * @param listings the host's version among them
   * @throws NotEsxException where what answers is no ESX host
   */
  Read read(Host host, Function<EsxcliSteps, List<Step>> listings)
      throws UnreachableException, ScriptBrokenException, NotEsxException, InterruptedException {
    for (int broken = 0; ; ) {
      try {
        return readOnce(host, listings);
      } catch (ScriptBrokenException e) {
        // To read changes nothing, so a read that was cut off is simply made again.
        if (e.reason() != ScriptBrokenException.Reason.LOST || ++broken > READS_CUT_OFF) {
          throw e;
        }
      }
    }
  }

  private Read readOnce(Host host, Function<EsxcliSteps, List<Step>> listings)
      throws UnreachableException, ScriptBrokenException, NotEsxException, InterruptedException {
    SshSession session = ssh.connect(targets.apply(host.connection()).with(READ));
    Dialect dialect = Dialect.of(remembered(host).orElseGet(() -> EsxVersion.of(7, 0, 0)));
    if (remembered(host).isEmpty()) {
      dialect = Dialect.of(ask(session));
    }
    Read read = read(host, session, dialect, listings);
    Dialect spoken = Dialect.of(read.storage().version());
    // What was remembered is only where to begin: a host that was upgraded since is read again.
    return spoken == dialect ? read : read(host, session, spoken, listings);
  }

  private Read read(
      Host host, SshSession session, Dialect dialect, Function<EsxcliSteps, List<Step>> listings)
      throws UnreachableException, ScriptBrokenException, NotEsxException, InterruptedException {
    List<Step> asked = listings.apply(EsxcliSteps.in(dialect));
    ScriptOutcome outcome = session.run(Script.of(asked).within(READ_BUDGET));
    Instant readAt = clock.instant();
    HostStorage storage = HostStorageReader.read(host.name(), dialect, outcome.results(), readAt);
    if (storage.version().major() == 0) {
      throw new NotEsxException(said(outcome.results()));
    }
    return new Read(new Reached(host.name(), session, dialect), storage, asked);
  }

  private static EsxVersion ask(SshSession session)
      throws UnreachableException, ScriptBrokenException, NotEsxException, InterruptedException {
    ScriptOutcome outcome =
        session.run(Script.of(EsxcliSteps.version()).within(Duration.ofMinutes(1)));
    Optional<EsxVersion> version =
        outcome.results().isEmpty()
            ? Optional.empty()
            : EsxVersionText.parse(outcome.results().getFirst().stdout());
    return version.orElseThrow(() -> new NotEsxException(said(outcome.results())));
  }

  private static Optional<EsxVersion> remembered(Host host) {
    if (!host.product().equals("esx")) {
      return Optional.empty();
    }
    try {
      return Optional.of(EsxVersion.parse("VMware ESXi", host.version(), ""));
    } catch (MalformedValue e) {
      return Optional.empty();
    }
  }

  private static String said(List<StepResult> results) {
    if (results.isEmpty()) {
      return "nothing";
    }
    StepResult first = results.getFirst();
    String text = first.stderr().isBlank() ? first.stdout() : first.stderr();
    String line = text.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
    return "exit " + first.exit() + " " + (line.length() > 200 ? line.substring(0, 200) : line);
  }

  /** What answers is no ESX host. */
  static final class NotEsxException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Tells so.
     *
     * @param said what it answered to {@code vmware -v}
     */
    NotEsxException(String said) {
      super(said);
    }
  }
}
