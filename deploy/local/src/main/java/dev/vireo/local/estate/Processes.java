package dev.vireo.local.estate;

import dev.vireo.local.LocalPlatformException;
import dev.vireo.local.LogTail;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The processes of one home, each for itself: starts it, waits until it is ready, stops it. Which
 * there are, and in what order they come and go, is for the {@link Estate} to say.
 */
final class Processes {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration KILL_BOUND = Duration.ofSeconds(10);
  private static final int LOG_LINES_IN_ERRORS = 15;
  private static final int LOG_WIDTH = 500;

  private final Home home;
  private final RunFolder run;
  private final Duration stopBound;
  private final PrintWriter progress;

  /**
   * Those of a home.
   *
   * @param stopBound how long what was asked to stop may take, before it is killed
   * @param progress one line per process
   */
  Processes(Home home, Duration stopBound, PrintWriter progress) {
    this.home = home;
    this.run = new RunFolder(home.run());
    this.stopBound = stopBound;
    this.progress = progress;
  }

  /**
   * A process that is to become ready.
   *
   * @param logFrom where its own part of the log begins
   */
  record Started(Component component, ProcessRecord record, Instant at, long logFrom) {}

  /** Starts a component unless it runs; a service that would now be started differently, anew. */
  Optional<Started> bring(Component component) {
    String name = component.name();
    var known = run.find(name).filter(record -> record.identity().lives());
    if (known.isPresent()) {
      boolean service = component.readiness() instanceof Readiness.Http;
      if (!service || known.get().launch().equals(component.fingerprint())) {
        return component.readiness().ask(known.get().identity()).ready()
            ? Optional.empty()
            : Optional.of(new Started(component, known.get(), Instant.now(), 0));
      }
      progress.println(name + " is built or set up anew since it was started; it is restarted");
      stop(List.of(known.get()));
    }
    // What an earlier process wrote must not speak for this one.
    switch (component.readiness()) {
      case Readiness.Written ready -> JsonFile.remove(ready.file());
      case Readiness.Platform ready -> JsonFile.remove(ready.file());
      case Readiness.Http http -> run.rememberPorts(Map.of(name, http.port()));
    }
    return Optional.of(start(component, component.command()));
  }

  /**
   * Starts it.
   *
   * @param command its own, or one that does the same
   */
  private Started start(Component component, List<String> command) {
    String name = component.name();
    var at = Instant.now();
    long logFrom = home.log(name).toFile().length();
    var identity =
        DetachedProcess.start(name, command, component.environment(), home.log(name), home.root());
    var record =
        new ProcessRecord(
            name,
            identity,
            at.truncatedTo(ChronoUnit.SECONDS).toString(),
            component.ports(),
            component.fingerprint());
    run.note(record);
    return new Started(component, record, at, logFrom);
  }

  /**
   * Waits until all of these are ready.
   *
   * @throws LocalPlatformException where one does not become so: which, and what its log ends with
   */
  void awaitReady(List<Started> started) {
    var waiting = new ArrayList<>(started);
    while (!waiting.isEmpty()) {
      for (Started each : List.copyOf(waiting)) {
        var answer = each.component().readiness().ask(each.record().identity());
        var took = Duration.between(each.at(), Instant.now());
        String name = each.component().name();
        if (answer.ready()) {
          progress.printf("%-12s ready after %.1f s%n", name, took.toMillis() / 1000.0);
          waiting.remove(each);
        } else if (!each.record().identity().lives()) {
          waiting.remove(each);
          waiting.add(
              withoutCache(each)
                  .orElseThrow(() -> notReady(each, "ended instead of becoming ready")));
        } else if (took.compareTo(each.component().startBound()) > 0) {
          throw notReady(
              each, "was not ready after %d s (%s)".formatted(took.toSeconds(), answer.seen()));
        }
      }
      pause();
    }
  }

  /**
   * Starts a process again whose JVM ended because of its {@linkplain AotCache cache}; empty where
   * something else ended it. It counts as the same program: {@link #bring} leaves it alone.
   */
  private Optional<Started> withoutCache(Started ended) {
    String name = ended.component().name();
    var said = LogTail.since(home.log(name), ended.logFrom(), LOG_LINES_IN_ERRORS);
    if (said.stream().noneMatch(AotCache::unusable)) {
      return Optional.empty();
    }
    progress.printf(
        "%-12s cannot use its ahead-of-time cache here, and is started without it (slower)%n",
        name);
    return Optional.of(start(ended.component(), AotCache.without(ended.component().command())));
  }

  private LocalPlatformException notReady(Started process, String seen) {
    String name = process.component().name();
    var log = home.log(name);
    String end =
        LogTail.since(log, process.logFrom(), LOG_LINES_IN_ERRORS).stream()
            .map(line -> line.length() > LOG_WIDTH ? line.substring(0, LOG_WIDTH) + "..." : line)
            .collect(Collectors.joining("\n  "));
    return new LocalPlatformException(
        "%s %s. Its log %s ends with:%n  %s%n./vireo up tries again; ./vireo down stops what was started."
            .formatted(name, seen, log, end));
  }

  /** Stops these together; returns when none is left. */
  int stop(List<ProcessRecord> records) {
    var alive = records.stream().filter(record -> record.identity().lives()).toList();
    alive.forEach(record -> record.identity().terminate());
    var stubborn = awaitEnd(alive, stopBound);
    for (ProcessRecord record : stubborn) {
      progress.printf(
          "%-12s did not stop within %d s; killed%n", record.name(), stopBound.toSeconds());
      record.identity().kill();
    }
    var left = awaitEnd(stubborn, KILL_BOUND);
    if (!left.isEmpty()) {
      throw new LocalPlatformException(
          "%s (pid %d) does not end even when killed. See what holds it with: ps -o pid,stat,wchan,cmd -p %d"
              .formatted(
                  left.getFirst().name(),
                  left.getFirst().identity().pid(),
                  left.getFirst().identity().pid()));
    }
    for (ProcessRecord record : records) {
      run.forget(record.name());
    }
    for (ProcessRecord record : alive) {
      progress.printf("%-12s stopped%n", record.name());
    }
    return alive.size();
  }

  private static List<ProcessRecord> awaitEnd(List<ProcessRecord> records, Duration bound) {
    var deadline = Instant.now().plus(bound);
    var left = records;
    while (!left.isEmpty() && Instant.now().isBefore(deadline)) {
      left = left.stream().filter(record -> record.identity().lives()).toList();
      if (!left.isEmpty()) {
        pause();
      }
    }
    return left;
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalPlatformException("interrupted; ./vireo down stops what was started", e);
    }
  }
}
