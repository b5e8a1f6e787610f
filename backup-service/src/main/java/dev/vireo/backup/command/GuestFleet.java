package dev.vireo.backup.command;

import dev.vireo.backup.domain.job.Source;
import dev.vireo.backup.domain.job.Source.GuestKind;
import dev.vireo.backup.guest.Guest;
import dev.vireo.backup.host.HostRefused;
import dev.vireo.bus.backup.BackUpGuest;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal;
import dev.vireo.bus.kit.Journal.Ended;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The guests that a job's selector names when it runs: a command for each, and how these ended.
 * Which they are is decided once and written down, so that a run that comes after a crash waits for
 * the same ones.
 */
final class GuestFleet {

  private static final String DECIDED = "guests";
  private static final int HOSTS_AT_ONCE = 16;

  private final HostSelection selection;
  private final Hosts hosts;

  GuestFleet(HostSelection selection, Hosts hosts) {
    this.selection = selection;
    this.hosts = hosts;
  }

  /**
   * What hosts have.
   *
   * @param guests sources that name one guest each
   * @param silent why hosts could not be asked, a line each
   */
  record Found(List<String> guests, List<String> silent) {}

  /**
   * The guests that are meant.
   *
   * @throws Problem where there is none
   */
  Found find(Handling<?> handling, Source.Guests source) throws Problem, InterruptedException {
    String decided = handling.intents().get(DECIDED);
    if (decided != null) {
      List<String> lines = decided.lines().toList();
      return new Found(
          lines.stream().filter(l -> !l.startsWith("!")).toList(),
          lines.stream().filter(l -> l.startsWith("!")).map(l -> l.substring(1)).toList());
    }
    HostSelection.Guests wanted = selection.selectGuests("source", source.selector());
    List<String> guests = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    ask(wanted, source.kind(), guests, silent);
    if (guests.isEmpty()) {
      throw new Problem(
          silent.isEmpty()
              ? BackupFailureCause.SOURCE_MISSING
              : BackupFailureCause.HOST_UNREACHABLE,
          silent.isEmpty()
              ? "'%s' names none of the guests of the %d hosts that it leaves"
                  .formatted(source.text(), wanted.hosts().size())
              : "no host could be asked for its guests: " + String.join("; ", silent),
          "mend the source of the job, or have the hosts answer: vireo hosts probe HOST");
    }
    List<String> lines = new ArrayList<>(guests);
    silent.forEach(line -> lines.add("!" + line.replaceAll("[\\r\\n]+", " ")));
    handling.intend(List.of(new Journal.Intent(DECIDED, String.join("\n", lines))));
    return new Found(guests, silent);
  }

  private void ask(
      HostSelection.Guests wanted, GuestKind kind, List<String> guests, List<String> silent)
      throws InterruptedException {
    List<Callable<List<String>>> questions =
        wanted.hosts().stream()
            .<Callable<List<String>>>map(host -> () -> guestsOf(host, wanted, kind))
            .toList();
    try (ExecutorService asking =
        Executors.newFixedThreadPool(HOSTS_AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<List<String>>> answers = asking.invokeAll(questions);
      for (int i = 0; i < answers.size(); i++) {
        try {
          guests.addAll(answers.get(i).get());
        } catch (ExecutionException e) {
          silent.add(reason(wanted.hosts().get(i), e.getCause()));
        }
      }
    }
  }

  private List<String> guestsOf(Host host, HostSelection.Guests wanted, GuestKind kind)
      throws HostRefused, UnreachableException, ScriptBrokenException, InterruptedException {
    List<Guest> all;
    try {
      all = hosts.guests(host).all();
    } catch (HostRefused e) {
      if (e.failureCause() == BackupFailureCause.HOST_TOOL) {
        return List.of(); // It is no host of guests.
      }
      throw e;
    }
    return all.stream()
        .filter(g -> kind == GuestKind.GUEST || g.kind().name().equals(kind.name()))
        .filter(g -> wanted.names(host, g.facts()))
        .map(g -> new Source.Guest(GuestKind.valueOf(g.kind().name()), host.name(), g.id()).text())
        .toList();
  }

  private static String reason(Host host, @Nullable Throwable cause) {
    return switch (cause) {
      case HostRefused e -> e.getMessage() + "";
      case UnreachableException e -> Problem.of(host.name(), e).getMessage() + "";
      case ScriptBrokenException e -> Problem.of(host.name(), e).getMessage() + "";
      case RuntimeException e -> throw e;
      case null, default -> throw new IllegalStateException(cause);
    };
  }

  /** Has each backed up, and waits for all of them; how each ended, by its source. */
  static Map<String, Ended> run(
      Handling<?> handling, String job, List<String> guests, @Nullable Instant due)
      throws InterruptedException {
    Map<String, BackUpGuest> ids =
        handling.fanOut(guests.stream().map(g -> new BackUpGuest(job, g, due)).toList());
    Map<String, Ended> bySource = new TreeMap<>();
    handling.await(
        ids.keySet(),
        (id, ended) -> {
          BackUpGuest command = ids.get(id);
          if (command != null) {
            bySource.put(command.source(), ended);
            handling.progress(
                bySource.size(), guests.size(), failed(bySource).size(), "backing up guests");
          }
        });
    return bySource;
  }

  /** Those of which no restore point was made. */
  static List<String> failed(Map<String, Ended> bySource) {
    return bySource.entrySet().stream()
        .filter(e -> !e.getValue().succeeded())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Why, a line each. */
  static String reasons(Map<String, Ended> bySource) {
    return bySource.entrySet().stream()
        .filter(e -> !e.getValue().succeeded())
        .map(e -> e.getKey() + ": " + e.getValue().message())
        .collect(Collectors.joining("\n"));
  }
}
