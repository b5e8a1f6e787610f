package dev.vireo.simulator.esxcli;

import dev.vireo.simulator.estate.Change;
import dev.vireo.simulator.estate.EsxHost;
import dev.vireo.simulator.estate.Release;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The esxcli of one release: finds the verb, runs it, prints what it gave. */
public final class EsxCli {

  /**
   * What a call printed and did.
   *
   * @param change null when it only read, or failed
   */
  public record Result(int exit, String out, String err, @Nullable Change change) {}

  private final Release release;
  private final Map<List<String>, Verb> verbs = new LinkedHashMap<>();

  private EsxCli(Release release) {
    this.release = release;
    List<Verb> all = new ArrayList<>();
    if (release.isClassic()) {
      all.addAll(NmpVerbs.classic());
      all.addAll(SatpVerbs.classic());
      all.addAll(CoreVerbs.classic());
    } else {
      all.addAll(NmpVerbs.modern());
      all.addAll(SatpVerbs.modern());
      all.addAll(CoreVerbs.modern(release));
    }
    all.forEach(verb -> verbs.put(verb.path(), verb));
  }

  private static final Map<Release, EsxCli> BY_RELEASE = byRelease();

  private static Map<Release, EsxCli> byRelease() {
    Map<Release, EsxCli> all = new TreeMap<>();
    for (Release release : Release.values()) {
      all.put(release, new EsxCli(release));
    }
    return all;
  }

  /** The esxcli that a host has. */
  public static EsxCli of(Release release) {
    EsxCli cli = BY_RELEASE.get(release);
    if (cli == null) {
      throw new IllegalArgumentException("no esxcli for " + release);
    }
    return cli;
  }

  /** Runs {@code esxcli WORD...} on a host. */
  public Result run(EsxHost host, List<String> words, Interference interference) {
    try {
      return carryOut(host, words, interference);
    } catch (CliError e) {
      return new Result(1, "", e.text() + "\n", null);
    }
  }

  private Result carryOut(EsxHost host, List<String> words, Interference interference) {
    int first = 0;
    @Nullable MachineFormat format = null;
    for (; first < words.size() && words.get(first).startsWith("-"); first++) {
      String word = words.get(first);
      if (word.startsWith("--formatter=") && !release.isClassic()) {
        format = format(word.substring("--formatter=".length()));
      } else if (!word.startsWith("--format-param=") || release.isClassic()) {
        throw new CliError("Error: Invalid option " + word);
      }
    }
    List<String> path = new ArrayList<>();
    int at = first;
    while (at < words.size() && !words.get(at).startsWith("-") && !verbs.containsKey(path)) {
      path.add(words.get(at++));
    }
    Verb verb = verbs.get(path);
    if (verb == null) {
      return new Result(1, namespace(path), "", null);
    }
    List<String> rest = words.subList(at, words.size());
    if (rest.contains("--help")) {
      return new Result(0, verb.usage() + "\n", "", null);
    }
    Arguments arguments = Arguments.parse(verb, rest);
    Outcome outcome = verb.action().run(new Request(host, arguments, interference));
    return switch (outcome) {
      case Outcome.Shown shown ->
          new Result(
              0,
              format == null
                  ? new TextFormat(release.isClassic()).render(shown.listing())
                  : format.render(shown.listing()),
              "",
              null);
      case Outcome.Ordered ordered -> new Result(0, ordered.text(), "", ordered.change());
    };
  }

  private static MachineFormat format(String name) {
    try {
      return MachineFormat.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new CliError("Error: Unknown formatter '" + name + "' (csv, json, keyvalue, xml)");
    }
  }

  /** The usage of a namespace that exists; the error for one that doesn't. */
  private String namespace(List<String> path) {
    TreeMap<String, String> children = new TreeMap<>();
    TreeMap<String, String> commands = new TreeMap<>();
    for (Verb verb : verbs.values()) {
      if (verb.path().size() > path.size() && verb.path().subList(0, path.size()).equals(path)) {
        String child = verb.path().get(path.size());
        if (verb.path().size() == path.size() + 1) {
          commands.put(child, verb.summary());
        } else {
          children.put(child, "Operations pertaining to " + child + ".");
        }
      }
    }
    if (children.isEmpty() && commands.isEmpty()) {
      throw new CliError("Error: Unknown command or namespace " + String.join(" ", path));
    }
    String where = path.isEmpty() ? "[options]" : String.join(" ", path);
    StringBuilder usage =
        new StringBuilder(
            path.isEmpty()
                ? "Usage: esxcli [options] {namespace}+ {cmd} [cmd options]\n"
                : "Usage: esxcli " + where + " {cmd} [cmd options]\n");
    append("Available Namespaces", children, usage);
    append("Available Commands", commands, usage);
    return usage.toString();
  }

  private static void append(String title, Map<String, String> entries, StringBuilder usage) {
    if (!entries.isEmpty()) {
      usage.append('\n').append(title).append(":\n");
      entries.forEach(
          (name, summary) -> usage.append(String.format("  %-20s  %s\n", name, summary)));
    }
  }
}
