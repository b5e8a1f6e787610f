package dev.vireo.simulator.tool;

import dev.vireo.simulator.shell.Tool;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tools that every host has. */
public final class StandardTools {
  private static final Map<String, Tool> BY_NAME = byName();

  private StandardTools() {}

  private static Map<String, Tool> byName() {
    Map<String, Tool> tools = new HashMap<>();
    TextTools.addTo(tools);
    FileTools.addTo(tools);
    SystemTools.addTo(tools);
    tools.put("grep", Grep::run);
    tools.put("egrep", Grep::extended);
    tools.put("fgrep", Grep::fixed);
    tools.put("sed", Sed::run);
    tools.put("awk", Awk::run);
    tools.put("tr", Translate::run);
    tools.put("sort", Sort::run);
    tools.put("expr", Expr::run);
    return Map.copyOf(tools);
  }

  /** The tool of that name; null if there is none. */
  public static @Nullable Tool find(String name) {
    return BY_NAME.get(name);
  }
}
