package dev.vireo.container.vzctl;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A line by which a tool says that it takes or took a step, and what that tells. */
enum Step {
  CREATE(
      "creating (?:container|ve) private area|creating the (?:virtuozzo )?container|creating os"
          + " template cache|creating cache|processing metadata|postcreate action done|performing"
          + " postcreate actions|extracting archive|detected oci archive|total bytes read|container"
          + " registered succes.?fully|detected (?:container )?architecture|logical volume|creating"
          + " filesystem|allocating group tables|formatting|clone the .* ct to ct |filesystem uuid:"
          + " |superblock backups stored on|\\d+(?:, \\d+)+$|creating journal|writing (?:inode"
          + " tables|superblocks)|discarding device blocks|creating ssh host key|done: sha256:",
      null),
  CREATED(
      "(?:container|ve) private area (?:was )?created|container successfully registered|"
          + "the (?:container|ct) has been successfully (?:created|cloned)",
      Outcome.CREATED),
  START(
      "starting (?:container|ve)\\b|starting the ct|initializing quota|setting cpu|configure"
          + " meminfo|configure veth|set hostname|adding ip address|file resolv\\.conf was"
          + " modified|setting quota ugidlimit|setting devices|setting devperms|setup slm|adding"
          + " port redirection|adding offline|restoring container|set up|setting iolimit|setting"
          + " iopslimit|(?:container|ve) start in progress, waiting|running container"
          + " script|setting permissions|setting netfilter|adding interface \\S+ to bridge",
      null),
  START_IN_PROGRESS("(?:container|ve) start in progress\\.\\.\\.", Outcome.STARTED_NOT_VERIFIED),
  STARTED(
      "container started successfully|the ct has been successfully (?:re)?started",
      Outcome.STARTED),
  STOP(
      "stopping (?:container|ve)\\b|stopping the ct|restarting (?:container|ve)\\b|"
          + "restarting the ct|shutdown ct ",
      null),
  STOPPED(
      "(?:container|ve) was stopped|the ct has been (?:forcibly |successfully )?stopped",
      Outcome.STOPPED),
  DESTROY(
      "destroying (?:container|ve) private area|removing (?:container|ve)|"
          + "destroying the container|removing the ct|purging ct ",
      null),
  DESTROYED(
      "(?:container|ve) private area was destroyed|"
          + "the (?:container|ct) has been successfully (?:removed|destroyed)",
      Outcome.DESTROYED),
  MOUNTED("(?:container|ve) is mounted", Outcome.MOUNTED),
  UNMOUNTED("(?:container|ve) is unmounted", Outcome.UNMOUNTED),
  SAVED(
      "(?:ct|ve) configuration saved to|saved parameters for|"
          + "the ct has been successfully configured",
      Outcome.CHANGED),
  SNAPSHOT("creating (?:the )?snapshot", null),
  SNAPSHOT_TAKEN("(?:the )?snapshot .* has been successfully created", Outcome.CHANGED),
  MOVE(
      "starting migration of ct|preparing remote node|syncing private|migrate the ct |"
          + "found local volume|start final cleanup|start container on target node|cleanup$|"
          + "migration (?:started|finished)\\.|migration finished successfully|"
          + "the ct has been successfully migrated",
      null),
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
    // A migration's log of Proxmox VE has the time before each line.
    String lower =
        line.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\d{4}-\\d\\d-\\d\\d [\\d:]{8} ", "");
    for (Step step : values()) {
      if (step.pattern.matcher(lower).find()) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  /** The command that such a line is of, where no prompt tells. */
  String command(String line) {
    for (Map.Entry<String, String> beginning : BEGINNINGS.entrySet()) {
      if (line.startsWith(beginning.getKey())) {
        return beginning.getValue();
      }
    }
    return switch (this) {
      case CREATE, CREATED -> "vzctl create";
      case START, START_IN_PROGRESS, STARTED -> "vzctl start";
      case STOP, STOPPED -> "vzctl stop";
      case DESTROY, DESTROYED -> "vzctl destroy";
      case SAVED, SET -> "vzctl set";
      case SNAPSHOT, SNAPSHOT_TAKEN -> "vzctl snapshot";
      case MOVE -> "vzmigrate";
      case MOUNTED -> "vzctl mount";
      case UNMOUNTED -> "vzctl umount";
      case TASK_OK -> "";
    };
  }

  /** Beginnings of lines that are one command's alone; the longer of two before the shorter. */
  private static final Map<String, String> BEGINNINGS = beginnings();

  private static Map<String, String> beginnings() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Restarting the CT", "prlctl restart");
    all.put("Restarting", "vzctl restart");
    all.put("Starting the CT", "prlctl start");
    all.put("Stopping the CT", "prlctl stop");
    all.put("Removing the CT", "prlctl delete");
    all.put("The CT has been successfully configured", "prlctl set");
    all.put("Clone the ", "prlctl clone");
    all.put("Migrate the CT ", "prlctl migrate");
    all.put("Creating the snapshot", "prlctl snapshot");
    all.put("Creating the ", "prlctl create");
    all.put("Creating cache", "prlctl create");
    all.put("extracting archive", "pct create");
    all.put("Detected OCI", "pct create");
    return all;
  }
}
