package dev.vireo.container.driver;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.inventory.ApiAccess;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.container.tool.Answers;
import dev.vireo.container.tool.ContainerTool;
import dev.vireo.container.tool.Platform;
import dev.vireo.container.tool.PveRest;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.hypervisor.proxmox.ProxmoxRefused;
import dev.vireo.hypervisor.proxmox.ProxmoxSession;
import dev.vireo.hypervisor.proxmox.ProxmoxTarget;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.ssh.SshHosts;
import dev.vireo.hypervisor.ssh.SshSession;
import dev.vireo.hypervisor.ssh.SshTarget;
import dev.vireo.hypervisor.ssh.Timeouts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The hosts that containers are on. Which driver a host has is decided by what it says it is. */
public final class ContainerHosts {

  private static final Timeouts READ =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofSeconds(60));

  /**
   * For so long a host is taken for what it said it is. A release changes with an upgrade and never
   * while a command works; whoever makes a dozen containers need not ask a dozen times.
   */
  private static final Duration KNOWN_FOR = Duration.ofSeconds(10);

  private static final Duration API_CONNECT = Duration.ofSeconds(10);
  private static final Duration API_ANSWER = Duration.ofSeconds(60);

  private final SshHosts ssh;
  private final Function<Connection, SshTarget> targets;
  private final CredentialProvider credentials;
  private final Duration silence;
  private final Clock clock;

  /** Each with the ticket it has: logging in is slow, and leaves a line in the host's log. */
  private final Map<ProxmoxTarget, ProxmoxSession> sessions = new ConcurrentHashMap<>();

  /** By the host as the inventory has it: one that is registered anew is asked anew. */
  private final Map<Host, Known> tools = new ConcurrentHashMap<>();

  /**
   * Hosts that are reached by these connections.
   *
   * @param silence how long a tool may work without a word before it counts as hanging
   */
  public ContainerHosts(
      SshHosts ssh,
      Function<Connection, SshTarget> targets,
      CredentialProvider credentials,
      Duration silence,
      Clock clock) {
    this.ssh = ssh;
    this.targets = targets;
    this.credentials = credentials;
    this.silence = silence;
    this.clock = clock;
  }

  /**
   * Reaches a host and asks what it is, unless it has just said so: by its API where it was
   * registered with one, else by SSH.
   *
   * @throws NoContainersException where what answers has no containers that are known here
   */
  public ContainerHost reach(Host host)
      throws UnreachableException,
          ScriptBrokenException,
          NoContainersException,
          InterruptedException {
    ApiAccess api = host.connection().api();
    return api == null ? byShell(host) : byApi(host, ProxmoxTarget.of(api));
  }

  private ContainerHost byShell(Host host)
      throws UnreachableException,
          ScriptBrokenException,
          NoContainersException,
          InterruptedException {
    SshSession session = ssh.connect(targets.apply(host.connection()).with(READ));
    return new ShellHost(host.name(), ssh, session, tool(host, session), silence, clock);
  }

  private ContainerTool tool(Host host, SshSession session)
      throws UnreachableException,
          ScriptBrokenException,
          NoContainersException,
          InterruptedException {
    long now = System.nanoTime();
    Known known = tools.get(host);
    if (known != null && now - known.since() < KNOWN_FOR.toNanos()) {
      return known.tool();
    }
    Answers answers =
        new Answers(session.run(Script.of(Platform.ASK).within(Duration.ofMinutes(1))).results());
    ContainerTool tool =
        Platform.of(answers, host.tags())
            .orElseThrow(() -> new NoContainersException(Platform.said(answers)));
    tools.values().removeIf(k -> now - k.since() >= KNOWN_FOR.toNanos());
    tools.put(host, new Known(tool, now));
    return tool;
  }

  /**
   * What a host said it is.
   *
   * @param since when it was asked, by {@link System#nanoTime}
   */
  private record Known(ContainerTool tool, long since) {}

  private ContainerHost byApi(Host host, ProxmoxTarget target)
      throws UnreachableException, NoContainersException, InterruptedException {
    ProxmoxSession session =
        sessions.computeIfAbsent(
            target, t -> new ProxmoxSession(t, credentials, API_CONNECT, API_ANSWER));
    try {
      String version = session.get(List.of("version"), Map.of()).path("version").asText();
      String node =
          ApiAnswers.localNode(session.get(List.of("cluster", "status"), Map.of()))
              .orElseThrow(
                  () ->
                      new NoContainersException("which node it is, /cluster/status does not say"));
      PveRest rest =
          PveRest.of(version, node, host.tags())
              .orElseThrow(() -> new NoContainersException("its version is '" + version + "'"));
      return new ApiHost(host.name(), session, rest, () -> filesByShell(host), clock);
    } catch (ProxmoxRefused e) {
      throw new NoContainersException(
          "its API refused to say what it is: " + e.words() + "; give the account Sys.Audit on /");
    }
  }

  private HostFiles filesByShell(Host host)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    try {
      return byShell(host).files();
    } catch (NoContainersException e) {
      throw new ContainerHost.UnreadHost(
          host.name() + ": by SSH another host answers than by the API: " + e.getMessage());
    }
  }

  /** What answers is no host of containers. */
  public static final class NoContainersException extends Exception {
    private static final long serialVersionUID = 1L;

    NoContainersException(String said) {
      super(said);
    }
  }
}
