package dev.vireo.simulator.host;

import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.container.ContainerTools;
import dev.vireo.simulator.shell.HostFiles;
import dev.vireo.simulator.shell.Session;
import dev.vireo.simulator.shell.Tool;
import dev.vireo.simulator.tool.StandardTools;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A Linux host of containers that sessions run on. */
public final class ContainerMachine extends SimulatedHost {
  private final ContainerHost host;
  private final Map<String, Tool> programs = new HashMap<>();

  /**
   * @param made the host, given its faults
   * @param hangUp breaks the connection of a session
   */
  public ContainerMachine(
      Function<ContainerMachine, ContainerHost> made, Consumer<Session> hangUp) {
    super(hangUp);
    this.host = made.apply(this);
    programs.putAll(ContainerTools.byName(host));
  }

  /** Gives it further programs, those of its product. */
  public void install(Map<String, Tool> more) {
    programs.putAll(more);
  }

  public ContainerHost host() {
    return host;
  }

  @Override
  public String prompt() {
    return host.name() + ":~# ";
  }

  /** OpenSSH on Debian was up to date then. */
  @Override
  public boolean isOld() {
    return false;
  }

  @Override
  public String hostName() {
    return host.name();
  }

  @Override
  public HostFiles files() {
    return host.files();
  }

  @Override
  public @Nullable Tool tool(String name) {
    Tool program = programs.get(name);
    return program == null ? StandardTools.find(name) : program;
  }
}
