package dev.vireo.simulator.tool;

import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.shell.Tool;
import java.util.HashMap;
import java.util.Map;

/** What a Linux host has besides, or in GNU's manner instead of, the standard tools. */
public final class LinuxTools {
  private LinuxTools() {}

  /** The tools over a file system. */
  public static Map<String, Tool> byName(DiskFiles files) {
    Map<String, Tool> tools = new HashMap<>();
    new LinuxFiles(files).addTo(tools);
    new LinuxListings(files).addTo(tools);
    new LinuxArchives(files).addTo(tools);
    return tools;
  }
}
