package dev.vireo.simulator.container;

import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.HostFiles;
import dev.vireo.simulator.shell.Machine;
import dev.vireo.simulator.shell.Session;
import dev.vireo.simulator.shell.Tool;
import dev.vireo.simulator.tool.LinuxTools;
import dev.vireo.simulator.tool.StandardTools;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A running container as commands inside see it. */
public final class GuestMachine implements Machine {
  private final Guest guest;
  private final Machine host;
  private final Map<String, Tool> programs = new HashMap<>();

  /**
   * @param host whose faults reach in here too
   */
  public GuestMachine(Guest guest, Lan lan, Machine host) {
    this.guest = guest;
    this.host = host;
    programs.putAll(LinuxTools.byName(guest.files()));
    programs.putAll(new NetTools(guest::network, lan).byName());
    programs.put("ps", this::ps);
    programs.put("pidof", this::pidof);
    programs.put("runlevel", call -> say(call, "N 3"));
    programs.put("uptime", call -> say(call, " 12:00:00 up 0 min,  0 users,  load average: 0.00"));
  }

  private static int say(Call call, String line) throws IOException {
    call.println(line);
    return 0;
  }

  private int ps(Call call) throws IOException {
    call.println("  PID TTY          TIME CMD");
    call.println("    1 ?        00:00:00 init");
    return 0;
  }

  private int pidof(Call call) throws IOException {
    boolean found = call.arguments().contains("init");
    if (found) {
      call.println("1");
    }
    return found ? 0 : 1;
  }

  @Override
  public String hostName() {
    return guest.hostName();
  }

  @Override
  public HostFiles files() {
    return guest.files();
  }

  @Override
  public @Nullable Tool tool(String name) {
    Tool program = programs.get(name);
    return program == null ? StandardTools.find(name) : program;
  }

  @Override
  public void step(Session session, int steps) {
    host.step(session, 0);
  }
}
