package dev.vireo.container.vzctl;

import dev.vireo.container.vzctl.ToolFinding.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a line means, told by words that stand in it. The first rule that fits counts, so the more
 * special ones come first. Sources: the messages of vzctl 3.0 to 4.11, vzquota, prlctl, pct and
 * lxc-start.
 *
 * @param words that stand in the line, in this order, in either case
 */
record LineRule(Kind kind, Optional<Cause> cause, String meaning, String... words) {

  private static final List<LineRule> RULES =
      List.of(
          warning(
              Cause.NO_NETWORK_CONFIG,
              "its network may be set up in the way of another distribution",
              "configuration file for distribution",
              "not found"),
          warning(
              Cause.NO_NETWORK_CONFIG,
              "the container's configuration names no template",
              "distribution not specified"),
          error(Cause.NO_DISTRIBUTION_CONFIG, "", "distribution configuration file", "not found"),
          warning(Cause.DISTRIBUTION_SCRIPT, "the step is left out", "action script", "not found"),
          warning(
              Cause.DISTRIBUTION_SCRIPT, "the step is left out", "action script is not specified"),
          error(
              Cause.NO_NETWORK_CONFIG,
              "the script wrote the network of another distribution",
              "/etc/network/interfaces",
              "no such file"),
          error(
              Cause.NO_NETWORK_CONFIG,
              "the script wrote the network of another distribution",
              "/etc/sysconfig/network",
              "no such file"),
          error(
              Cause.NO_NETWORK_CONFIG,
              "the script wrote the network of another distribution",
              "/etc/conf.d/net",
              "no such file"),
          error(
              Cause.DISTRIBUTION_SCRIPT,
              "a script that runs within the container failed at it",
              ": line ",
              "permission denied"),
          error(Cause.LOCKED, "", "already locked"),
          error(Cause.LOCKED, "who holds the lock", "locked by: pid"),
          error(Cause.LOCKED, "", "can't lock file"),
          error(Cause.LOCKED, "", "ct is locked"),
          error(Cause.LOCKED, "", "can't acquire lock"),
          note("a lock whose holder is gone was taken away", "removing stale lock"),
          error(Cause.ALREADY_RUNNING, "", "already running"),
          error(Cause.NOT_RUNNING, "", "container is not running"),
          error(Cause.NOT_RUNNING, "", "ve is not running"),
          error(Cause.NOT_RUNNING, "", "ct ", " not running"),
          error(Cause.NOT_RUNNING, "", "container '", "not running"),
          error(Cause.RUNNING, "", "container is running"),
          error(Cause.RUNNING, "", "currently running"),
          error(Cause.RUNNING, "", "currently mounted"),
          error(Cause.START_DISABLED, "", "start disabled"),
          error(Cause.ID_IN_USE, "", "private area already exists"),
          error(Cause.ID_IN_USE, "", "already exists on node"),
          error(Cause.ID_IN_USE, "", "config file already exists"),
          error(Cause.ID_IN_USE, "", " vm already exists"),
          error(Cause.ID_IN_USE, "", "already exists on", "destination"),
          error(Cause.TASK_DIED, "", "task error: unexpected status"),
          error(Cause.TASK_DIED, "", "task error: interrupted by signal"),
          error(Cause.UNSUPPORTED, "", "feature is not available"),
          error(Cause.UNSUPPORTED, "", "feature is only available"),
          error(Cause.UNSUPPORTED, "", "not currently implemented"),
          error(Cause.UNSUPPORTED, "", "currently not implemented"),
          error(Cause.UNSUPPORTED, "", "unsupported to a host outside"),
          error(Cause.UNSUPPORTED, "", "no such cluster node"),
          error(Cause.UNSUPPORTED, "", "does not support container"),
          error(Cause.UNSUPPORTED, "", "does not allow content type"),
          error(Cause.UNSUPPORTED, "", "unable to shrink"),
          error(Cause.TEMPLATE_MISSING, "", "unable to parse volume id"),
          error(Cause.NOT_THERE, "", "private area", "does not exist"),
          error(Cause.NOT_THERE, "", "container config file does not exist"),
          error(Cause.NOT_THERE, "", "container", "not found"),
          error(Cause.NOT_THERE, "", "virtual machine could not be found"),
          error(Cause.NOT_THERE, "", "configuration file", "does not exist"),
          error(Cause.TEMPLATE_MISSING, "", "cached os template", "not found"),
          error(Cause.TEMPLATE_MISSING, "", "template", "not found"),
          error(Cause.TEMPLATE_MISSING, "", "volume", "does not exist"),
          error(Cause.TEMPLATE_BROKEN, "", "probably incorrect template"),
          error(Cause.TEMPLATE_BROKEN, "", "unexpected end of file"),
          error(Cause.TEMPLATE_BROKEN, "", "unexpected eof in archive"),
          error(Cause.TEMPLATE_BROKEN, "", "not in gzip format"),
          error(Cause.TEMPLATE_BROKEN, "", "error is not recoverable"),
          error(Cause.TEMPLATE_CACHE, "", "failed", "creating os template cache"),
          error(Cause.DISK_FULL, "", "no space left on device"),
          error(Cause.DISK_FULL, "", "insufficient disk space"),
          error(Cause.QUOTA, "", "disk quota exceeded"),
          error(Cause.QUOTA, "", "vzquota", "(error)"),
          error(Cause.QUOTA, "", "vzquota", "failed"),
          warning(Cause.QUOTA, "", "vzquota", "(warning)"),
          error(Cause.ADDRESS_IN_USE, "", "address", "already in use"),
          error(Cause.ADDRESS_IN_USE, "", "is used by another"),
          error(Cause.ADDRESS_IN_USE, "", "address", "already used"),
          error(Cause.ADDRESS_IN_USE, "", "is already allocated"),
          error(Cause.ADDRESS_IN_USE, "", "arpsend", "is detected on another computer"),
          error(Cause.BAD_ADDRESS, "", "unable to add ip"),
          error(Cause.BAD_ADDRESS, "", "unable to add route"),
          error(Cause.BAD_ADDRESS, "", "bad parameter for --ipadd"),
          error(Cause.BAD_ADDRESS, "", "invalid ip"),
          error(Cause.BAD_SETTING, "", "parameter verification failed"),
          error(Cause.BAD_SETTING, "", "bad parameter"),
          error(Cause.BAD_SETTING, "", "invalid value"),
          error(Cause.BAD_SETTING, "", "failed to apply some parameters"),
          error(Cause.BAD_SETTING, "", "unrecognized option"),
          error(Cause.BAD_SETTING, "", "unknown option"),
          error(Cause.KERNEL, "", "not an openvz kernel"),
          error(Cause.KERNEL, "", "not running openvz kernel"),
          error(Cause.KERNEL, "", "/dev/vzctl"),
          error(Cause.KERNEL, "", "module", "not found"),
          error(Cause.KERNEL, "", "module is not loaded"),
          error(Cause.KERNEL, "", "inappropriate ioctl"),
          error(Cause.KERNEL, "", "cgroup", "failed"),
          error(Cause.NO_MEMORY, "", "cannot allocate memory"),
          error(Cause.NO_MEMORY, "", "not enough resources"),
          error(Cause.UNKNOWN_DISTRIBUTION, "", "unable to detect os distribution"),
          warning(Cause.UNKNOWN_DISTRIBUTION, "", "unknown id"),
          warning(
              Cause.UNKNOWN_DISTRIBUTION,
              "the host sets up neither network nor host name",
              "autodetection failed"),
          warning(Cause.UNKNOWN_DISTRIBUTION, "", "implement me in sub-class"),
          error(Cause.UNKNOWN_DISTRIBUTION, "", "unsupported", "version"),
          warning(
              Cause.TEMPLATE_BROKEN,
              "the processor of its programs is not known",
              "architecture detection failed"),
          note("the processor is assumed", "falling back to amd64"),
          note("", "use `pct set"),
          error(Cause.TIMED_OUT, "", "timeout expired"),
          error(Cause.TIMED_OUT, "", "operation timed out"),
          error(Cause.TIMED_OUT, "", "got timeout"),
          error(Cause.BUSY, "", "device or resource busy"),
          error(Cause.PERMISSION, "", "permission denied"),
          error(Cause.PERMISSION, "", "operation not permitted"),
          error(Cause.NETWORK_DEVICE, "", "network device"),
          error(Cause.NETWORK_DEVICE, "", "iptables"),
          error(Cause.NETWORK_DEVICE, "", "unable to", "veth"),
          note("it did not stop by itself", "killing container"),
          note("it did not stop by itself", "killing ve"),
          warning("the change is gone after the next start", "settings were not saved"),
          warning("", "already exists, not applying a default config sample"),
          warning("removing takes longer", "not on the same filesystem"),
          error("", "container start failed"),
          error("", "ve start failed"),
          error("", "container wait failed"),
          error("", "startup for container", "failed"),
          error("an error in the container's own first process", "sync_wait"),
          error("what mounts its file systems before the start failed", "lxc.hook.pre-start"),
          error("a script of the start failed", "script exited with status"),
          error(
              "/etc/subuid or /etc/subgid of the host lacks these ids for root",
              "new",
              "idmap failed"),
          error("", "exited with error code"),
          note("where the reason is", "see \"systemctl status"),
          error("", "unable to create ct"),
          error("", "exit code"),
          warning("the task ended with warnings", "task warnings:"),
          error("", "unable to stop"),
          error("", "unable to start init"),
          error("", "creation of", "failed"),
          error("", "failed to"),
          error("", "task error"),
          error("", "traceback"),
          error("", "no such file or directory"),
          error("", "lxc-start", "error"),
          error("", "error:"),
          warning("", "warning:"),
          warning("", "warn:"));

  private static LineRule error(Cause cause, String meaning, String... words) {
    return new LineRule(Kind.ERROR, Optional.of(cause), meaning, words);
  }

  private static LineRule error(String meaning, String... words) {
    return new LineRule(Kind.ERROR, Optional.empty(), meaning, words);
  }

  private static LineRule warning(Cause cause, String meaning, String... words) {
    return new LineRule(Kind.WARNING, Optional.of(cause), meaning, words);
  }

  private static LineRule warning(String meaning, String words) {
    return new LineRule(Kind.WARNING, Optional.empty(), meaning, words);
  }

  private static LineRule note(String meaning, String words) {
    return new LineRule(Kind.NOTE, Optional.empty(), meaning, words);
  }

  /** What the line says beyond that a step was taken. */
  static Optional<ToolFinding> read(int number, String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    return RULES.stream()
        .filter(rule -> rule.fits(lower))
        .findFirst()
        .map(r -> new ToolFinding(r.kind, number, line, r.cause, r.meaning(r.cause)));
  }

  private String meaning(Optional<Cause> of) {
    return meaning.isEmpty() ? of.map(Cause::words).orElse("") : meaning;
  }

  private boolean fits(String lower) {
    int at = 0;
    for (String word : words) {
      at = lower.indexOf(word, at);
      if (at < 0) {
        return false;
      }
      at += word.length();
    }
    return true;
  }
}
