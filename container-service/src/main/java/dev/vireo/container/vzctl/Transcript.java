package dev.vireo.container.vzctl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an operator or a driver saw on a terminal, read into the commands of it. A command begins at
 * a prompt; lines {@code --} and {@code == title} divide, too, and where neither is, the whole text
 * is of one command, told by its first step.
 */
public final class Transcript {

  private static final String TOOLS =
      "vzctl|vzlist|vzpkg|vzmigrate|vzquota|prlctl|pct|pveam|qm|lxc-\\w+|ln|ls|cat|mv|cp|rm|cd|echo"
          + "|ip|ping|ifconfig|vi|vim|nano|tar|wget|service|modprobe|lsmod|uname";

  /**
   * {@code # vzctl}, {@code $ sudo vzctl}, {@code root@pve:~# vzctl}, {@code [root@hn ~]# vzctl}.
   */
  private static final Pattern PROMPT =
      Pattern.compile(
          "^(?:\\[?[\\w.-]+(?:@[\\w.-]+)?[^#$%>]{0,80}\\]?\\s?)?[#$%]\\s+(?:sudo\\s+)?((?:/\\S+/)?(?:"
              + TOOLS
              + ")(?:\\s.*)?)$");

  private static final Pattern BARE_PROMPT =
      Pattern.compile("^(?:\\[?[\\w.-]+@[^#$]{1,80})?[#$]\\s*$");
  private static final Pattern PLAIN =
      Pattern.compile(
          "^((?:vzctl|pct|prlctl|lxc-\\w+)\\s+(?:--\\w+\\s+)*(?!version )[a-z]+\\s+\\S.*)$");
  private static final Pattern ASKS_EXIT = Pattern.compile("(.*?)\\s*[;&|]*\\s*echo \\$\\?.*");
  private static final Pattern DIVIDER = Pattern.compile("^(?:--|==\\s.*)$");
  private static final Pattern EXIT =
      Pattern.compile(
          "(?i)\\b(?:exit code|exit status|exit|rc|returned|exited with)[ =:]+(\\d{1,3})\\b");
  private static final Pattern STATUS =
      Pattern.compile(
          "^(?:CTID|VEID) \\S+ (exist|deleted) (mounted|unmounted) (running|down)(?: suspended)?$");
  private static final Pattern PCT_STATUS =
      Pattern.compile("^(?:status: |CT \\S+ exist )(running|stopped|mounted|suspended)$");
  private static final Pattern FAILED_TASK =
      Pattern.compile("command '([^']+)' failed: exit code (\\d{1,3})");

  private final List<ToolRun> runs = new ArrayList<>();
  private final List<ToolFinding> findings = new ArrayList<>();
  private final List<String> unparsed = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private String command = "";
  private String guessed = "";
  private OptionalInt exit;
  private boolean any;
  private boolean asksExit;
  private boolean taskEndedWell;

  private Transcript(OptionalInt exit) {
    this.exit = exit;
  }

  /** The commands of a transcript, in order; at least one where there is any line. */
  public static List<ToolRun> read(String text) {
    return read(text, OptionalInt.empty());
  }

  /**
   * The same of output alone, with the exit code that a driver saw.
   *
   * @param exit of the last command
   */
  public static List<ToolRun> read(String text, OptionalInt exit) {
    Transcript transcript = new Transcript(OptionalInt.empty());
    int number = 0;
    for (String line : text.split("\\R")) {
      number++;
      if (!line.isBlank()) {
        transcript.line(number, line.stripTrailing());
      }
    }
    if (exit.isPresent()) {
      transcript.exit = exit;
      transcript.any = true;
    }
    transcript.end();
    return List.copyOf(transcript.runs);
  }

  private void line(int number, String line) {
    Matcher prompt = PROMPT.matcher(line);
    Matcher plain = PLAIN.matcher(line);
    if (prompt.matches() || plain.matches()) {
      String typed = (prompt.matches() ? prompt.group(1) : plain.group(1)).strip();
      Matcher asks = ASKS_EXIT.matcher(typed);
      boolean asksAlone = asks.matches() && asks.group(1).isEmpty();
      if (!asksAlone) {
        end();
        command = asks.matches() ? asks.group(1) : typed;
        any = true;
      }
      asksExit = asks.matches();
      return;
    }
    if (asksExit && line.strip().matches("\\d{1,3}")) {
      exit = OptionalInt.of(Integer.parseInt(line.strip()));
      asksExit = false;
      return;
    }
    if (DIVIDER.matcher(line).matches()) {
      end();
      if (line.startsWith("==")) {
        unparsed.add(line);
      }
      return;
    }
    if (BARE_PROMPT.matcher(line).matches()) {
      end();
      return;
    }
    any = true;
    output(number, line);
  }

  private void output(int number, String line) {
    Matcher task = FAILED_TASK.matcher(line);
    Matcher told = EXIT.matcher(line);
    if (task.find()) {
      guessed = task.group(1);
      exit = OptionalInt.of(Integer.parseInt(task.group(2)));
    } else if (told.find()) {
      exit = OptionalInt.of(Integer.parseInt(told.group(1)));
    }
    Matcher status = STATUS.matcher(line.strip());
    Matcher pct = PCT_STATUS.matcher(line.strip());
    if (status.matches()) {
      outcomes.add(
          status.group(1).equals("deleted")
              ? Outcome.MISSING
              : status.group(3).equals("running") ? Outcome.RUNNING : Outcome.DOWN);
      return;
    }
    if (pct.matches()) {
      outcomes.add(pct.group(1).equals("running") ? Outcome.RUNNING : Outcome.DOWN);
      return;
    }
    if (isListing()) {
      outcomes.add(Outcome.LISTED);
      unparsed.add(line);
      return;
    }
    Optional<ToolFinding> finding = LineRule.read(number, line);
    if (finding.isPresent()) {
      findings.add(finding.get());
      return;
    }
    Optional<Step> step = Step.of(line);
    if (step.isPresent()) {
      if (guessed.isEmpty()) {
        guessed = step.get().command(line.strip());
      }
      step.get().outcome().ifPresent(outcomes::add);
      taskEndedWell |= step.get() == Step.TASK_OK;
    } else if (told.find(0) && told.group().length() > line.strip().length() / 2) {
      // A line that tells the exit code and nothing else is understood.
      return;
    } else {
      unparsed.add(line);
    }
  }

  private boolean isListing() {
    return command.startsWith("vzlist")
        || command.startsWith("pct list")
        || command.startsWith("lxc-ls")
        || command.startsWith("pveam")
        || command.startsWith("prlctl list")
        || command.startsWith("vzpkg list");
  }

  private void end() {
    if (any) {
      String ran = command.isEmpty() ? guessed : command;
      Optional<Cause> cause = cause(ran);
      runs.add(new ToolRun(ran, outcome(ran), exit, cause, findings, unparsed));
      findings.clear();
      unparsed.clear();
    }
    outcomes.clear();
    command = "";
    guessed = "";
    exit = OptionalInt.empty();
    any = false;
    asksExit = false;
    taskEndedWell = false;
  }

  /** What the lines say goes before what the exit code says, for it is nearer to what happened. */
  private Optional<Cause> cause(String ran) {
    Optional<Cause> error = first(ToolFinding.Kind.ERROR);
    if (error.isPresent()) {
      return error;
    }
    Optional<Cause> ofExit =
        exit.isPresent() ? Cause.ofExit(ran, exit.getAsInt()) : Optional.empty();
    if (ofExit.isPresent()) {
      return ofExit;
    }
    boolean failed =
        findings.stream().anyMatch(f -> f.kind() == ToolFinding.Kind.ERROR) && outcomes.isEmpty();
    return first(ToolFinding.Kind.WARNING)
        .or(() -> failed ? Optional.of(Cause.OTHER) : Optional.empty());
  }

  private Optional<Cause> first(ToolFinding.Kind kind) {
    return findings.stream()
        .filter(f -> f.kind() == kind)
        .flatMap(f -> f.cause().stream())
        .findFirst();
  }

  private Outcome outcome(String ran) {
    if (exit.isPresent() && exit.getAsInt() != 0) {
      return Outcome.FAILED;
    }
    Outcome reached = reached(ran);
    boolean error =
        findings.stream().anyMatch(f -> f.kind() == ToolFinding.Kind.ERROR && !isScript(f.cause()));
    // With an exit code of 0 the tool itself says that it did what it was told.
    if (error && exit.isEmpty() && !isEnd(reached)) {
      return Outcome.FAILED;
    }
    return reached;
  }

  /** What a script of the distribution prints does not make the tool fail. */
  private static boolean isScript(Optional<Cause> cause) {
    return cause.equals(Optional.of(Cause.NO_NETWORK_CONFIG))
        || cause.equals(Optional.of(Cause.DISTRIBUTION_SCRIPT));
  }

  private static boolean isEnd(Outcome outcome) {
    return switch (outcome) {
      case CREATED, STARTED, STARTED_NOT_VERIFIED, DESTROYED, RUNNING, DOWN, MISSING, LISTED ->
          true;
      default -> false;
    };
  }

  private Outcome reached(String ran) {
    boolean creates = ran.contains("create");
    if (outcomes.isEmpty() && taskEndedWell && creates) {
      return Outcome.CREATED;
    }
    if (outcomes.isEmpty()) {
      return isListing() ? Outcome.LISTED : Outcome.UNKNOWN;
    }
    if (outcomes.contains(Outcome.DESTROYED) && !creates) {
      return Outcome.DESTROYED;
    }
    if (outcomes.contains(Outcome.CREATED)) {
      return Outcome.CREATED;
    }
    Outcome last = outcomes.getLast();
    int started =
        Math.max(
            outcomes.lastIndexOf(Outcome.STARTED),
            outcomes.lastIndexOf(Outcome.STARTED_NOT_VERIFIED));
    int stopped = outcomes.lastIndexOf(Outcome.STOPPED);
    if (last == Outcome.CHANGED) {
      return started > stopped && ran.contains("start") ? outcomes.get(started) : changed();
    }
    if (started >= 0 && started > stopped) {
      return outcomes.get(started);
    }
    if (stopped >= 0) {
      return findings.stream().anyMatch(f -> f.meaning().equals("it did not stop by itself"))
          ? Outcome.STOPPED_BY_FORCE
          : Outcome.STOPPED;
    }
    return ran.contains(" start") || creates ? Outcome.UNKNOWN : last;
  }

  private Outcome changed() {
    return findings.stream().anyMatch(f -> f.text().contains("Settings were not saved"))
        ? Outcome.CHANGED_NOT_SAVED
        : Outcome.CHANGED;
  }
}
