package dev.vireo.simulator.esxcli;

import java.util.List;

/**
 * A command at the end of a namespace.
 *
 * @param path its words, for instance {@code storage nmp device list}
 */
record Verb(List<String> path, String summary, List<Option> options, Action action) {

  /** What the verb does. */
  @FunctionalInterface
  interface Action {
    /**
     * Does it.
     *
     * @throws CliError if it can't
     */
    Outcome run(Request request);
  }

  static Verb of(String path, String summary, Action action, Option... options) {
    return new Verb(List.of(path.split(" ")), summary, List.of(options), action);
  }

  String usage() {
    StringBuilder usage =
        new StringBuilder("Usage: esxcli " + String.join(" ", path) + " [cmd options]\n\n");
    usage.append("Description: \n  ").append(path.getLast()).append("  ").append(summary);
    usage.append("\n\nCmd options:\n");
    for (Option option : options) {
      usage.append("  ").append(option.synopsis());
      usage.append(option.required() ? " (required)" : "").append('\n');
    }
    return usage.toString().stripTrailing();
  }
}
