package dev.vireo.container.command;

import dev.vireo.bus.container.ContainerFinding;
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.container.FindingKind;
import dev.vireo.container.driver.Transcript;
import dev.vireo.container.vzctl.Cause;
import dev.vireo.container.vzctl.ToolFinding;
import dev.vireo.container.vzctl.ToolRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** What tools say, as commands and events call it. */
final class Words {

  /** What programs of every Linux say that the tools call; the first that fits. */
  private static final List<Said> SAID =
      List.of(
          said("no space left on device|not enough disk space", FailureCause.DISK_FULL),
          said("disk quota exceeded", FailureCause.QUOTA),
          said("already locked|is locked", FailureCause.LOCKED),
          said(
              "cannot open: no such file|tar \\(child\\): .*no such file",
              FailureCause.TEMPLATE_MISSING),
          said(
              "unexpected end of file|unexpected eof|not in gzip format|invalid tar"
                  + "|does not look like a tar|no /sbin/init",
              FailureCause.TEMPLATE_BROKEN),
          said("already exists", FailureCause.ID_IN_USE),
          said("is already running", FailureCause.ALREADY_RUNNING),
          said("is not running", FailureCause.NOT_RUNNING),
          said("no such device|operation not supported", FailureCause.KERNEL),
          said("timed? ?out", FailureCause.TIMED_OUT),
          said("cannot allocate memory", FailureCause.NO_MEMORY),
          said("does not exist|no such container", FailureCause.NOT_THERE));

  private record Said(Pattern words, FailureCause cause) {}

  private Words() {}

  private static Said said(String words, FailureCause cause) {
    return new Said(Pattern.compile(words, Pattern.CASE_INSENSITIVE), cause);
  }

  private static List<ToolRun> runs(List<String> lines, Transcript told) {
    return dev.vireo.container.vzctl.Transcript.read(
        String.join("\n", lines), isVz(told) ? OptionalInt.of(told.exit()) : OptionalInt.empty());
  }

  /** What the tool's own lines, or its exit status, tell of why it failed. */
  static Optional<Cause> toolCause(Transcript told) {
    return runs(told.lastLines(), told).stream()
        .reduce((a, b) -> b)
        .flatMap(ToolRun::cause)
        .or(() -> byExit(told));
  }

  /** Why a command failed. */
  static FailureCause cause(Transcript told) {
    Optional<FailureCause> byTool =
        toolCause(told).map(Words::cause).filter(c -> c != FailureCause.OTHER);
    String text = String.join("\n", told.lastLines());
    return byTool.orElseGet(
        () ->
            SAID.stream()
                .filter(s -> s.words().matcher(text).find())
                .map(Said::cause)
                .findFirst()
                .orElse(FailureCause.OTHER));
  }

  private static Optional<Cause> byExit(Transcript told) {
    String command = told.command();
    return command != null && isVz(told) ? Cause.ofExit(command, told.exit()) : Optional.empty();
  }

  /** Exit statuses of vzctl are its own; those of other programs say nothing. */
  private static boolean isVz(Transcript told) {
    String command = told.command();
    return command != null && command.startsWith("vz");
  }

  private static FailureCause cause(Cause cause) {
    return switch (cause) {
      case NO_NETWORK_CONFIG, NO_DISTRIBUTION_CONFIG, DISTRIBUTION_SCRIPT, UNKNOWN_DISTRIBUTION ->
          FailureCause.NO_NETWORK_CONFIG;
      case ADDRESS_IN_USE -> FailureCause.ADDRESS_IN_USE;
      case BAD_ADDRESS -> FailureCause.BAD_ADDRESS;
      case ID_IN_USE -> FailureCause.ID_IN_USE;
      case QUOTA -> FailureCause.QUOTA;
      case LOCKED, BUSY -> FailureCause.LOCKED;
      case TEMPLATE_MISSING -> FailureCause.TEMPLATE_MISSING;
      case TEMPLATE_BROKEN, TEMPLATE_CACHE -> FailureCause.TEMPLATE_BROKEN;
      case DISK_FULL -> FailureCause.DISK_FULL;
      case NO_MEMORY -> FailureCause.NO_MEMORY;
      case KERNEL -> FailureCause.KERNEL;
      case NETWORK_DEVICE -> FailureCause.NETWORK_DOWN;
      case START_DISABLED -> FailureCause.START_DISABLED;
      case ALREADY_RUNNING, RUNNING -> FailureCause.ALREADY_RUNNING;
      case NOT_RUNNING -> FailureCause.NOT_RUNNING;
      case NOT_THERE -> FailureCause.NOT_THERE;
      case BAD_SETTING -> FailureCause.BAD_SETTING;
      case UNSUPPORTED -> FailureCause.UNSUPPORTED;
      case TIMED_OUT -> FailureCause.TIMED_OUT;
      case PERMISSION, TASK_DIED, OTHER -> FailureCause.OTHER;
    };
  }

  /** Each line that says more than that a step was taken; also those nobody understood. */
  static List<ContainerFinding> findings(Transcript told) {
    List<ContainerFinding> findings = new ArrayList<>();
    for (ToolRun run : runs(told.lines(), told)) {
      run.findings().forEach(f -> findings.add(finding(f)));
      run.unparsed().forEach(l -> findings.add(new ContainerFinding(FindingKind.UNKNOWN, l, null)));
    }
    return findings;
  }

  private static ContainerFinding finding(ToolFinding finding) {
    FindingKind kind =
        switch (finding.kind()) {
          case ERROR -> FindingKind.ERROR;
          case WARNING -> FindingKind.WARNING;
          case NOTE -> FindingKind.NOTE;
        };
    return new ContainerFinding(
        kind, finding.text(), finding.meaning().isEmpty() ? null : finding.meaning());
  }

  /** Whether a tool said that it had no network configuration for the distribution. */
  static Optional<String> noDistribution(List<ContainerFinding> findings) {
    return findings.stream()
        .map(ContainerFinding::line)
        .filter(
            l ->
                l.contains("configuration file for distribution")
                    || l.contains("distribution not specified")
                    || l.contains("not found default used"))
        .findFirst();
  }
}
