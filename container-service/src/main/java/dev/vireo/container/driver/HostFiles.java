package dev.vireo.container.driver;

import dev.vireo.container.tool.Answers;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.ssh.SshSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files of a host: its templates and distribution configurations.
 *
 * @param session how the host is reached
 * @param templates folder of templates
 * @param distributions folder of distribution configurations, where the host has such
 */
public record HostFiles(SshSession session, String templates, Optional<String> distributions) {

  private static final Duration BUDGET = Duration.ofMinutes(2);

  /**
   * An entry of a folder.
   *
   * @param kind {@code f}: a file, {@code d}: a folder, {@code l}: a symbolic link
   * @param bytes its size
   * @param name its name, which may hold any character but {@code /} and NUL
   * @param target where a link leads, as it is written; else empty
   */
  public record Entry(char kind, long bytes, String name, String target) {}

  /** A folder could not be read. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String what) {
      super(what);
    }
  }

  /** All entries of a folder, by name. */
  public List<Entry> list(String folder)
      throws Unreadable, UnreachableException, ScriptBrokenException, InterruptedException {
    Answers answers =
        ask(
            Step.of(
                "list",
                "find",
                folder,
                "-mindepth",
                "1",
                "-maxdepth",
                "1",
                "-printf",
                "%y %s %l/%f\\0"));
    String text =
        answers
            .good("list")
            .orElseThrow(() -> new Unreadable(folder + ": " + answers.said("list")));
    List<Entry> entries = new ArrayList<>();
    for (String item : text.split("\0", -1)) {
      entry(item).ifPresent(entries::add);
    }
    entries.sort(java.util.Comparator.comparing(Entry::name));
    return entries;
  }

  /** {@code y size target/name}: a name has no slash, so the last one ends the target. */
  private static Optional<Entry> entry(String item) {
    int afterKind = item.indexOf(' ');
    int afterSize = item.indexOf(' ', afterKind + 1);
    int slash = item.lastIndexOf('/');
    if (afterKind != 1 || afterSize < 0 || slash < afterSize) {
      return Optional.empty();
    }
    return Optional.of(
        new Entry(
            item.charAt(0),
            Long.parseLong(item.substring(2, afterSize)),
            item.substring(slash + 1),
            item.substring(afterSize + 1, slash)));
  }

  /** Runs steps, each whether those before succeeded or not. */
  public Answers ask(Step... steps)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return new Answers(session.run(Script.of(steps).within(BUDGET)).results());
  }

  /** Runs steps that change something, for at most this long. */
  public Answers tell(Duration budget, Step... steps)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return new Answers(session.run(Script.of(steps).within(budget).stoppingOnFailure()).results());
  }

  /** A file's text; empty where it cannot be read. */
  public Optional<String> text(String path)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return ask(Step.of("cat", "cat", "--", path)).good("cat");
  }

  /** A file's bytes, as far as the reader takes them. */
  public HostFileStream bytes(String path, Duration atMost)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return new HostFileStream(this, path, atMost);
  }
}
