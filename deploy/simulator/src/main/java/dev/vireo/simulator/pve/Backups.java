package dev.vireo.simulator.pve;

import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.log.CommandLog;
import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Tool;
import dev.vireo.simulator.vz.VzPrograms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The programs of a node of Proxmox VE that make backups, and its virtual machines. */
public final class Backups {

  private Backups() {}

  /** On a node of Proxmox VE 8. */
  public static Map<String, Tool> of(ContainerHost host, CommandLog log, LxcPrograms lxc) {
    DumpedLxc containers = new DumpedLxc(host, lxc.containers());
    Machines machines = new Machines(host, containers::has);
    Vzdump vzdump = new Vzdump(host, List.of(containers, machines));
    return Map.of(
        "vzdump", logged(host, log, vzdump::run),
        "qm", logged(host, log, machines::qm),
        "qmrestore", logged(host, log, machines::qmrestore));
  }

  /** On a node of Proxmox VE 3. */
  public static Map<String, Tool> of(ContainerHost host, CommandLog log, VzPrograms vz) {
    DumpedVz containers = new DumpedVz(host, vz);
    Machines machines = new Machines(host, containers::has);
    Vzdump vzdump = new Vzdump(host, List.of(containers, machines));
    return Map.of(
        "vzdump", logged(host, log, vzdump::run),
        "vzrestore", logged(host, log, containers::vzrestore),
        "qm", logged(host, log, machines::qm),
        "qmrestore", logged(host, log, machines::qmrestore));
  }

  private static Tool logged(ContainerHost host, CommandLog log, Tool tool) {
    return (Call call) -> run(host, log, tool, call);
  }

  private static int run(ContainerHost host, CommandLog log, Tool tool, Call call)
      throws IOException {
    int exit = tool.run(call);
    List<String> argv = new ArrayList<>(List.of(call.name()));
    argv.addAll(call.arguments());
    log.add(host.name(), call.session().id(), argv, exit, null);
    return exit;
  }
}
