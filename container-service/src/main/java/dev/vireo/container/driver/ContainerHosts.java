package dev.vireo.container.driver;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.container.tool.Answers;
import dev.vireo.container.tool.ContainerTool;
import dev.vireo.container.tool.Platform;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.ssh.SshHosts;
import dev.vireo.hypervisor.ssh.SshSession;
import dev.vireo.hypervisor.ssh.SshTarget;
import dev.vireo.hypervisor.ssh.Timeouts;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/** The hosts that containers are on. Which driver a host has is decided by what it says it is. */
public final class ContainerHosts {

  private static final Timeouts READ =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofSeconds(60));

  private final SshHosts ssh;
  private final Function<Connection, SshTarget> targets;
  private final Clock clock;

  /** Hosts that are reached by these connections. */
  public ContainerHosts(SshHosts ssh, Function<Connection, SshTarget> targets, Clock clock) {
    this.ssh = ssh;
    this.targets = targets;
    this.clock = clock;
  }

  /**
   * Reaches a host and asks what it is.
   *
   * @throws NoContainersException where what answers has no containers that are known here
   */
  public ContainerHost reach(Host host)
      throws UnreachableException,
          ScriptBrokenException,
          NoContainersException,
          InterruptedException {
    SshSession session = ssh.connect(targets.apply(host.connection()).with(READ));
    Answers answers =
        new Answers(session.run(Script.of(Platform.ASK).within(Duration.ofMinutes(1))).results());
    ContainerTool tool =
        Platform.of(answers, host.tags())
            .orElseThrow(() -> new NoContainersException(Platform.said(answers)));
    return new ShellHost(host.name(), ssh, session, tool, clock);
  }

  /** What answers is no host of containers. */
  public static final class NoContainersException extends Exception {
    private static final long serialVersionUID = 1L;

    NoContainersException(String said) {
      super(said);
    }
  }
}
