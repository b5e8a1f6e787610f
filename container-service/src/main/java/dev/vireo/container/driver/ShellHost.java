package dev.vireo.container.driver;

import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.container.TemplateRule;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.container.check.StartChecks;
import dev.vireo.container.domain.lifecycle.Address;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.domain.lifecycle.Ipv4;
import dev.vireo.container.tool.Answers;
import dev.vireo.container.tool.ClusterMember;
import dev.vireo.container.tool.ContainerTool;
import dev.vireo.container.tool.HostReading;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import dev.vireo.hypervisor.ssh.SshHosts;
import dev.vireo.hypervisor.ssh.SshSession;
import dev.vireo.hypervisor.ssh.Timeouts;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A host that is told by its own tools over SSH. */
final class ShellHost implements ContainerHost {

  private static final Duration READ_BUDGET = Duration.ofMinutes(2);

  /** What may pass from when a lease's rest is known until the host begins to count it. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(5);

  private final String name;
  private final SshHosts ssh;
  private final SshSession session;
  private final ContainerTool tool;
  private final Timeouts changing;
  private final Clock clock;

  ShellHost(
      String name,
      SshHosts ssh,
      SshSession session,
      ContainerTool tool,
      Duration silence,
      Clock clock) {
    this.name = name;
    this.ssh = ssh;
    this.session = session;
    this.tool = tool;
    // A template of many gigabytes is unpacked without a word.
    this.changing =
        new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            silence.plus(Duration.ofMinutes(5)),
            silence);
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String product() {
    return tool.product();
  }

  @Override
  public TemplateRule templateRule() {
    return tool.templateRule();
  }

  @Override
  public Pattern runningWord() {
    return tool.runningWord();
  }

  @Override
  public HostReading read()
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return read(tool.survey());
  }

  /** What is free is not asked for: it is of no use to who looks for one container. */
  @Override
  public Optional<SeenContainer> seen(ContainerId id)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return read(tool.listing()).container(id);
  }

  private HostReading read(List<Step> steps)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return reading(ask(steps));
  }

  private HostReading reading(Answers answers) {
    Optional<String> unread = tool.unread(answers);
    if (unread.isPresent()) {
      throw new UnreadHost(name + ": its containers cannot be listed: " + unread.get());
    }
    return tool.reading(answers, clock.instant());
  }

  private Answers ask(List<Step> steps)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return new Answers(session.run(Script.of(steps).within(READ_BUDGET)).results());
  }

  @Override
  public Transcript tell(Work work, Lease lease)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    List<Step> steps = steps(work);
    return transcript(steps, run(steps, lease));
  }

  /** The look at it is one of the script: it is made when all steps before it have succeeded. */
  @Override
  public Told tellAndSee(Work work, ContainerId id, Lease lease)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    List<Step> telling = steps(work);
    List<Step> all = Stream.concat(telling.stream(), tool.listing().stream()).toList();
    List<StepResult> results = run(all, lease);
    Transcript told = transcript(telling, results.subList(0, least(telling, results)));
    return new Told(
        told, told.ok() ? reading(new Answers(results)).container(id) : Optional.empty());
  }

  private static int least(List<Step> steps, List<StepResult> results) {
    return Math.min(steps.size(), results.size());
  }

  private static Transcript transcript(List<Step> steps, List<StepResult> results) {
    String command = null;
    int exit = 0;
    List<String> all = new ArrayList<>();
    List<String> last = List.of();
    for (int i = 0; i < results.size(); i++) {
      StepResult result = results.get(i);
      command = String.join(" ", steps.get(i).argv());
      exit = result.exit();
      last = (result.stdout() + "\n" + result.stderr()).lines().filter(l -> !l.isBlank()).toList();
      all.addAll(last);
    }
    return new Transcript(command, exit, all, last);
  }

  /**
   * Runs steps until one fails. The host begins none after the lease that was left when the script
   * was sent; those that it left out for that are sent anew if the lease is held still.
   */
  private List<StepResult> run(List<Step> steps, Lease lease)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    SshSession told = ssh.connect(session.target().with(changing));
    List<StepResult> results = new ArrayList<>();
    while (results.size() < steps.size()) {
      List<Step> left = steps.subList(results.size(), steps.size());
      Script script = Script.of(left).within(budget(left.getFirst(), lease)).stoppingOnFailure();
      ScriptOutcome outcome = told.run(script);
      results.addAll(outcome.results());
      if (outcome.stop() == ScriptOutcome.Stop.FAILURE) {
        break;
      }
      if (outcome.results().isEmpty()) {
        throw new UnreadHost(
            name
                + ": it did not begin '"
                + left.getFirst().argv().getFirst()
                + "': "
                + (outcome.stop() == ScriptOutcome.Stop.CLOCK
                    ? "its clock cannot be read by 'date +%s'"
                    : "it took too long to get so far"));
      }
    }
    return results;
  }

  private Duration budget(Step first, Lease lease) {
    if (!lease.renew()) {
      throw new LostLease(name + ": its lease was lost before '" + first.argv().getFirst() + "'");
    }
    Duration rest = lease.remaining().minus(ON_ITS_WAY);
    return rest.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : rest;
  }

  private List<Step> steps(Work work)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    List<Step> steps =
        switch (work) {
          case Work.Create w -> tool.create(w.creation(), asked(tool.beforeCreate()));
          case Work.Start w -> tool.start(w.id());
          case Work.Stop w -> tool.stop(w.id(), w.kill());
          case Work.Set w -> tool.set(w.id(), w.settings(), asked(tool.beforeSet(w.id())));
          case Work.Destroy w -> tool.destroy(w.id());
          case Work.Discard w -> tool.discard(w.id());
          case Work.Snapshot w -> tool.snapshot(w.id(), w.name());
          case Work.Copy w ->
              tool.copy(w.id(), w.to(), w.hostname(), asked(tool.beforeSet(w.id())));
          case Work.Migrate w -> tool.migrate(w.id(), w.to(), w.node(), w.online());
        };
    if (steps.isEmpty() && !(work instanceof Work.Set)) {
      throw new UnsupportedWork(name + " (" + product() + "): " + tool.cannot());
    }
    return steps;
  }

  private Answers asked(List<Step> steps)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return steps.isEmpty() ? new Answers(List.of()) : ask(steps);
  }

  @Override
  public Optional<String> lacks(String template)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    List<Step> listing = tool.listTemplates();
    if (!listing.isEmpty()) {
      return tool.lacks(ask(listing), template);
    }
    try {
      boolean has =
          files().list(tool.templateFolder()).stream()
              .map(HostFiles.Entry::name)
              .anyMatch(n -> n.equals(template) || n.startsWith(template + ".tar"));
      return has
          ? Optional.empty()
          : Optional.of("it has no such template in " + tool.templateFolder());
    } catch (HostFiles.Unreadable e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Optional<ClusterMember> member()
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    List<Step> steps = tool.askMember();
    return steps.isEmpty() ? Optional.empty() : tool.member(ask(steps));
  }

  @Override
  public Optional<List<String>> packages()
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    List<Step> listing = tool.listTemplates();
    if (listing.isEmpty()) {
      return Optional.empty();
    }
    Answers answers = ask(listing);
    Optional<List<String>> packages = tool.packages(answers);
    if (packages.isPresent() && answers.good("templates").isEmpty()) {
      throw new UnreadHost(name + ": its templates cannot be listed: " + answers.said("templates"));
    }
    return packages;
  }

  @Override
  public List<StartCheck> check(ContainerId id, StartChecks checks, Duration patience)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    List<Step> steps = new ArrayList<>();
    if (!checks.addresses().isEmpty()) {
      steps.add(tool.awaitAddresses(id, checks.addresses(), patience));
    }
    steps.addAll(tool.look(id));
    Answers seen = ask(steps);
    List<StartCheck> all = new ArrayList<>(checks.orNameservers(tool.nameservers(seen)).of(seen));
    // Where it has no address there is nobody to ask whom, and the check before has said so.
    if (checks.addresses().isEmpty()) {
      all.add(StartChecks.noPing("no address was asked for it"));
    } else if (StartChecks.allGood(all)) {
      all.add(ping(id, checks, seen));
    } else {
      all.add(StartChecks.noPing("a check before it failed"));
    }
    return all;
  }

  private StartCheck ping(ContainerId id, StartChecks checks, Answers seen)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    Optional<Ipv4> gateway = StartChecks.gateway(seen);
    if (gateway.isPresent()) {
      StepResult ping = ask(List.of(tool.ping(id, gateway.get()))).result("ping").orElseThrow();
      // 127: it has no ping; 126: it may not run it. Then its address is asked from outside.
      if (ping.exit() != 127 && ping.exit() != 126) {
        return StartChecks.ping("the gateway " + gateway.get() + ", asked from within", ping);
      }
    }
    Address address = checks.addresses().getFirst();
    StepResult ping = ask(List.of(tool.pingFromHost(address))).result("ping").orElseThrow();
    return StartChecks.ping(
        gateway.isPresent()
            ? "it has no ping, so the host asked " + address.ip()
            : "its gateway is the host, which asked " + address.ip(),
        ping);
  }

  @Override
  public Optional<String> locked(ContainerId id)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    List<Step> steps = tool.lock(id);
    return steps.isEmpty()
        ? Optional.empty()
        : ask(steps).good("lock").map(String::strip).filter(t -> !t.isEmpty());
  }

  @Override
  public HostFiles files() {
    return new HostFiles(session, tool.templateFolder(), tool.distributionFolder());
  }
}
