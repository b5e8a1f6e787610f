package dev.vireo.container.vzctl;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A line by which a tool says that it takes or took a step, and what that tells. */
enum Step {
  CREATE(
      "creating (?:container|ve) private area|creating the container|"
          + "creating os template cache|creating cache|processing metadata|postcreate action done|"
          + "performing postcreate actions|extracting archive|detected oci archive|total bytes read|"
          + "container registered succes.?fully|detected architecture|logical volume|"
          + "creating filesystem|allocating group tables|formatting",
      null),
  CREATED(
      "(?:container|ve) private area (?:was )?created|container successfully registered|"
          + "the container has been successfully created",
      Outcome.CREATED),
  START(
      "starting (?:container|ve)\\b|starting the ct|initializing quota|setting cpu|configure meminfo|"
          + "configure veth|set hostname|adding ip address|file resolv\\.conf was modified|"
          + "setting quota ugidlimit|setting devices|setting devperms|setup slm|adding port redirection|"
          + "adding offline|restoring container|set up|setting iolimit|setting iopslimit|"
          + "(?:container|ve) start in progress, waiting|running container script|setting permissions|"
          + "setting netfilter",
      null),
  START_IN_PROGRESS("(?:container|ve) start in progress\\.\\.\\.", Outcome.STARTED_NOT_VERIFIED),
  STARTED("container started successfully|the ct has been successfully started", Outcome.STARTED),
  STOP("stopping (?:container|ve)\\b|stopping the ct|restarting (?:container|ve)\\b", null),
  STOPPED(
      "(?:container|ve) was stopped|the ct has been (?:forcibly |successfully )?stopped",
      Outcome.STOPPED),
  DESTROY(
      "destroying (?:container|ve) private area|removing (?:container|ve)|"
          + "destroying the container",
      null),
  DESTROYED(
      "(?:container|ve) private area was destroyed|"
          + "the container has been successfully (?:removed|destroyed)",
      Outcome.DESTROYED),
  MOUNTED("(?:container|ve) is mounted", Outcome.MOUNTED),
  UNMOUNTED("(?:container|ve) is unmounted", Outcome.UNMOUNTED),
  SAVED("(?:ct|ve) configuration saved to|saved parameters for", Outcome.CHANGED),
  SET(
      "ub limits were set successfully|hostname for container set|"
          + "changing password for|passwd: |adding ip address\\(es\\) to pool|deleting ip|"
          + "bringing up|shutting down|setting network parameters|"
          + "set up cpulimit",
      Outcome.CHANGED),
  TASK_OK("task ok", null);

  private final Pattern pattern;
  private final Optional<Outcome> outcome;

  Step(String pattern, @Nullable Outcome outcome) {
    this.pattern = Pattern.compile("^(?:" + pattern + ")");
    this.outcome = Optional.ofNullable(outcome);
  }

  /** What the command has come to by this line, unless a later one says otherwise. */
  Optional<Outcome> outcome() {
    return outcome;
  }

  static Optional<Step> of(String line) {
    String lower = line.strip().toLowerCase(Locale.ROOT);
    for (Step step : values()) {
      if (step.pattern.matcher(lower).find()) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  /** The command that such a line is of, where no prompt tells. */
  String command(String line) {
    if (line.startsWith("Restarting")) {
      return "vzctl restart";
    }
    if (line.startsWith("Creating the ") || line.startsWith("Creating cache")) {
      return "prlctl create";
    }
    if (line.startsWith("extracting archive") || line.startsWith("Detected OCI")) {
      return "pct create";
    }
    return switch (this) {
      case CREATE, CREATED -> "vzctl create";
      case START, START_IN_PROGRESS, STARTED -> "vzctl start";
      case STOP, STOPPED -> "vzctl stop";
      case DESTROY, DESTROYED -> "vzctl destroy";
      case SAVED, SET -> "vzctl set";
      case MOUNTED -> "vzctl mount";
      case UNMOUNTED -> "vzctl umount";
      case TASK_OK -> "";
    };
  }
}
