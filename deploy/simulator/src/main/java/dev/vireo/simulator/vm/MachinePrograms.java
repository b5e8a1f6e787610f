package dev.vireo.simulator.vm;

import dev.vireo.simulator.estate.EsxHost;
import dev.vireo.simulator.shell.Tool;
import java.util.HashMap;
import java.util.Map;

/** The programs for machines and their files that ESXi 5 and later have. */
public final class MachinePrograms {
  private MachinePrograms() {}

  /** The programs of a host. */
  public static Map<String, Tool> byName(EsxHost host, EsxFiles files) {
    DiskTools disks = new DiskTools(files);
    Map<String, Tool> programs = new HashMap<>();
    programs.put("vim-cmd", new VimCmd(new Machines(host, files), files)::run);
    programs.put("vmkfstools", disks::vmkfstools);
    programs.put("dd", disks::dd);
    programs.put("mv", disks::mv);
    programs.put("df", disks::df);
    return programs;
  }
}
