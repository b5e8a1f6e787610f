package dev.vireo.bus.kit;

import dev.vireo.bus.Command;
import dev.vireo.bus.kit.Journal.Ended;
import dev.vireo.bus.outcome.FailureReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One command per host, or per part of a host, and how each of them ended. */
public final class Fleet {

  private final Map<String, Ended> byHost = new TreeMap<>();

  private Fleet() {}

  /** Puts the commands on the bus and waits for all of them, telling progress. */
  public static <C extends Command> Fleet run(Handling<?> handling, List<C> commands, String doing)
      throws InterruptedException {
    Fleet fleet = new Fleet();
    fleet.add(handling, commands, doing, commands.size());
    return fleet;
  }

  /** A fleet of which no host has been begun. */
  public static Fleet empty() {
    return new Fleet();
  }

  /**
   * Puts further commands on the bus and waits for them.
   *
   * @param total hosts that there will be in all
   */
  public <C extends Command> void add(
      Handling<?> handling, List<C> commands, String doing, int total) throws InterruptedException {
    Map<String, C> ids = handling.fanOut(commands);
    handling.await(
        ids.keySet(),
        (id, ended) -> {
          C command = ids.get(id);
          if (command != null) {
            byHost.put((command.about() + " " + command.facet()).strip(), ended);
            handling.progress(byHost.size(), total, failed().size(), doing);
          }
        });
  }

  /** How each ended, by the host's name, or by that and the part's. */
  public Map<String, Ended> byHost() {
    return byHost;
  }

  /** Hosts whose command succeeded. */
  public List<String> succeeded() {
    return names(true);
  }

  /** Hosts whose command did not. */
  public List<String> failed() {
    return names(false);
  }

  private List<String> names(boolean succeeded) {
    return byHost.entrySet().stream()
        .filter(e -> e.getValue().succeeded() == succeeded)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The sum of a figure over all hosts. */
  public int sum(String figure) {
    return byHost.values().stream()
        .mapToInt(e -> Integer.parseInt(e.figures().getOrDefault(figure, "0")))
        .sum();
  }

  /** All lines that the hosts gave under a figure, each led by its host. */
  public List<String> lines(String figure) {
    return byHost.entrySet().stream()
        .flatMap(
            e ->
                e.getValue()
                    .figures()
                    .getOrDefault(figure, "")
                    .lines()
                    .map(line -> e.getKey() + " " + line))
        .toList();
  }

  /** Why hosts failed, a line each, at most so many. */
  public String failures(int most) {
    List<String> lines =
        byHost.entrySet().stream()
            .filter(e -> !e.getValue().succeeded())
            .map(e -> of(e.getKey(), e.getValue().message()))
            .toList();
    return lines.stream().limit(most).collect(Collectors.joining("\n"))
        + (lines.size() > most ? "\n... and " + (lines.size() - most) + " more" : "");
  }

  private static String of(String host, String message) {
    return message.startsWith(host + ": ") ? message : host + ": " + message;
  }

  /**
   * The class of the failure of the whole: that of all hosts if it is one, else in part. A host's
   * part is rejected where what it was made from is gone, such as the host itself.
   */
  public FailureReason reason() {
    List<String> reasons =
        byHost.values().stream()
            .filter(e -> !e.succeeded())
            .map(e -> e.outcome().equals("CommandFailed") ? String.valueOf(e.reason()) : "STALE")
            .distinct()
            .toList();
    return succeeded().isEmpty() && reasons.size() == 1
        ? FailureReason.valueOf(reasons.getFirst())
        : FailureReason.PARTLY_DONE;
  }

  /** Figures for a program: names and values in turn. */
  public static Map<String, String> figures(Object... namesAndValues) {
    Map<String, String> figures = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      figures.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
    }
    return figures;
  }
}
