package dev.vireo.backup.command;

import dev.vireo.backup.command.RunBackupHandler.Asked;
import dev.vireo.backup.domain.job.Source;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.kit.Journal;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.ssh.HostSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job has its host run before and after each attempt. It gets the script as the input of
 * {@code sh}: nothing is left on the host, and the host needs no copy.
 *
 * <p>The script afterwards runs whatever came of the rest, also where the one before failed, and
 * after a crash of the service where the one before had begun.
 */
final class Hooks {

  private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final String BEGUN = "pre-script";
  private static final int MOST_SAID = 300;

  private final Scripts scripts;
  private final Hosts hosts;

  Hooks(Scripts scripts, Hosts hosts) {
    this.scripts = scripts;
    this.hosts = hosts;
  }

  /** What is done between the two. */
  interface Body<T> {
    T run() throws Problem, InterruptedException;
  }

  /**
   * What came of it.
   *
   * @param complaint what the script afterwards failed with; the rest is as good as it is
   */
  record Outcome<T>(T made, Optional<String> complaint) {}

  /** Runs all three. */
  <T> Outcome<T> around(Asked asked, Body<T> body) throws Problem, InterruptedException {
    T made;
    try {
      String before = asked.job().preScript();
      if (before != null) {
        asked.handling().intend(List.of(new Journal.Intent(BEGUN, before)));
        run(asked, before, "before");
      }
      made = body.run();
    } catch (Problem p) {
      Optional<String> complaint = after(asked);
      throw complaint.isEmpty()
          ? p
          : new Problem(p.failureCause(), p.getMessage() + "; and " + complaint.get(), p.advice());
    }
    // An interrupt, or a bus that is away, ends this run of the command and not the command: what
    // is owed then is done when it is begun again.
    return new Outcome<>(made, after(asked));
  }

  /** A run before this one may have been cut short between the two: then the second is owed. */
  void afterCrash(Asked asked) throws InterruptedException {
    if (asked.handling().resumed() && asked.handling().intents().containsKey(BEGUN)) {
      var _ = after(asked);
    }
  }

  private Optional<String> after(Asked asked) throws InterruptedException {
    String script = asked.job().postScript();
    if (script == null) {
      return Optional.empty();
    }
    try {
      run(asked, script, "after");
      return Optional.empty();
    } catch (Problem p) {
      LOG.warn("job {}: {}", asked.job().job(), p.getMessage());
      return Optional.of(String.valueOf(p.getMessage()));
    }
  }

  private void run(Asked asked, String name, String when) throws Problem, InterruptedException {
    byte[] script = scripts.read(name);
    String host = asked.source().host();
    asked.handling().checkpoint("script-" + when);
    try (HostSink sink = hosts.session(host).feed(step(asked), LONGEST)) {
      @Nullable IOException cut = null;
      OptionalInt exit = OptionalInt.empty();
      try {
        sink.write(script);
        exit = sink.finish(LONGEST);
      } catch (IOException e) {
        // It may have ended without reading all of itself: what it says then counts.
        cut = e;
        exit = sink.finish(LONGEST);
      }
      if (exit.isEmpty()) {
        throw Problem.lost(
            host, "while script " + name + " ran" + (cut == null ? "" : ": " + cut.getMessage()));
      }
      if (exit.getAsInt() != 0) {
        throw new Problem(
            BackupFailureCause.HOST_TOOL,
            "%s: script %s, run %s, ended with %d: %s"
                .formatted(host, name, when, exit.getAsInt(), tail(sink.said())),
            "see what it needs on the host");
      }
    } catch (IOException e) {
      throw Problem.lost(host, String.valueOf(e.getMessage()));
    } catch (UnreachableException e) {
      throw Problem.of(host, e);
    } catch (ScriptBrokenException e) {
      throw Problem.of(host, e);
    }
  }

  private static Step step(Asked asked) {
    List<String> argv = new ArrayList<>(List.of("env", "VIREO_JOB=" + asked.job().job()));
    argv.add("VIREO_RUN=" + asked.runId());
    switch (asked.source()) {
      case Source.Directory folder -> argv.add("VIREO_FOLDER=" + folder.path());
      case Source.Guest guest -> argv.add("VIREO_GUEST=" + guest.id());
    }
    argv.addAll(List.of("/bin/sh", "-s"));
    return new Step("script", argv);
  }

  private static String tail(String said) {
    String text = said.strip();
    return text.length() > MOST_SAID ? "..." + text.substring(text.length() - MOST_SAID) : text;
  }
}
