package dev.vireo.backup.guest;

import dev.vireo.backup.host.HostRefused;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.GuestFormat;
import dev.vireo.bus.backup.GuestKind;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Containers of Proxmox VE 4 and later, by {@code pct}.
 *
 * @param major the release: not all know every option
 */
record PctGuests(int major) implements PveFamily {

  /** {@code "%-10s %-10s %-12s %-20s"}: id, status, lock or blanks, name. */
  private static final Pattern ROW = Pattern.compile("([1-9][0-9]{2,8})\\s+([a-z]+)(?:\\s.*|$)");

  private static final int NAME_AT = 35;
  private static final Pattern ROOT = Pattern.compile("(?m)^rootfs: .*size=([0-9]{1,7})([MGT]).*$");
  private static final Pattern UNPRIVILEGED = Pattern.compile("(?m)^unprivileged: 1$");
  private static final long GIB = 1L << 30;
  private static final int FIRST_WITH_UNIQUE = 6;

  @Override
  public GuestKind kind() {
    return GuestKind.CONTAINER;
  }

  @Override
  public GuestFormat format() {
    return GuestFormat.VZDUMP_LXC;
  }

  @Override
  public Step list() {
    return Step.of("list-CONTAINER", "pct", "list");
  }

  @Override
  public List<Guest> guests(StepResult listed) {
    List<Guest> guests = new ArrayList<>();
    for (String line : listed.stdout().lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        String name = line.length() > NAME_AT ? line.substring(NAME_AT).strip() : "";
        guests.add(new Guest(kind(), row.group(1), name, !row.group(2).equals("stopped")));
      }
    }
    return guests;
  }

  @Override
  public Step config(String id) {
    return Step.of("config", "pct", "config", id);
  }

  @Override
  public Map<String, String> settings(String config) {
    Map<String, String> settings = new HashMap<>();
    Matcher root = ROOT.matcher(config);
    if (root.find()) {
      long size = Long.parseLong(root.group(1));
      long gib =
          switch (root.group(2)) {
            case "M" -> (size + 1023) / 1024;
            case "T" -> size * 1024;
            default -> size;
          };
      settings.put("rootGiB", Long.toString(gib));
    }
    if (UNPRIVILEGED.matcher(config).find()) {
      settings.put("unprivileged", "1");
    }
    return settings;
  }

  @Override
  public List<Step> lookBefore() {
    return List.of(Step.of("storages", "pvesm", "status", "--content", "rootdir"));
  }

  /** A restore from a stream wants to be told where its root goes, and how large it is. */
  @Override
  public Step restore(GuestTool.Returned returned, ScriptOutcome seen) throws HostRefused {
    long needed = returned.bytes() * 13 / 10 / GIB + 1;
    String was = returned.image().settings().getOrDefault("rootGiB", "");
    long size = was.matches("[1-9][0-9]{0,9}") ? Math.max(Long.parseLong(was), needed) : needed;
    String storage = returned.storage().orElseGet(() -> roomiest(seen).orElse(""));
    if (storage.isEmpty()) {
      throw new HostRefused(
          BackupFailureCause.TARGET_REFUSED,
          "no storage of it takes root file systems: " + seen.result("storages").stderr().strip(),
          "name one that does (--storage)");
    }
    List<String> argv =
        new ArrayList<>(
            List.of("pct", "restore", returned.as(), "-", "--rootfs", storage + ":" + size));
    if (returned.image().settings().containsKey("unprivileged")) {
      argv.addAll(List.of("--unprivileged", "1"));
    }
    if (major >= FIRST_WITH_UNIQUE) {
      argv.addAll(List.of("--unique", "1"));
    }
    return new Step("restore", argv);
  }

  /** The active storage with most room, by {@code pvesm status}. */
  static Optional<String> roomiest(ScriptOutcome seen) {
    return seen.result("storages")
        .stdout()
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(f -> f.length >= 6 && f[0].matches("[A-Za-z][A-Za-z0-9._-]{0,79}"))
        .filter(f -> f[2].equals("active") || f[2].equals("1"))
        .filter(f -> f[5].matches("[0-9]{1,17}"))
        .max(Comparator.comparingLong(f -> Long.parseLong(f[5])))
        .map(f -> f[0]);
  }

  private static final String NO_NETWORK =
      "for n in $(pct config \"$1\" | sed -n 's/^\\(net[0-9][0-9]*\\): .*/\\1/p'); do"
          + " pct set \"$1\" --delete \"$n\" || exit 1; done";

  @Override
  public List<Step> after(GuestTool.Returned returned) {
    List<Step> steps =
        new ArrayList<>(List.of(Step.of("onboot", "pct", "set", returned.as(), "--onboot", "0")));
    if (returned.rehearsal()) {
      steps.add(Step.of("network", "sh", "-c", NO_NETWORK, "sh", returned.as()));
    }
    return steps;
  }

  @Override
  public List<String> notes() {
    return List.of(
        major >= FIRST_WITH_UNIQUE
            ? "its hardware addresses are new, and it does not start with the host"
            : "its hardware addresses are as they were, and it does not start with the host",
        "its addresses are as they were, and all of its volumes are in its root now");
  }

  @Override
  public String remedy() {
    return """
    c=$(pct config "$2") || { rm -f "$f"; exit 0; }
    case $c in *'lock: backup'*|*'lock: snapshot-delete'*) pct unlock "$2" || exit 1 ;; esac
    if pct listsnapshot "$2" 2>/dev/null | grep -qw vzdump; then pct delsnapshot "$2" vzdump --force 1 || exit 1; fi
    [ "$m" != suspend ] || lxc-unfreeze -n "$2" 2>/dev/null || :
    if [ "$m.$was" = stop.running ]; then pct status "$2" | grep -q running || pct start "$2" || exit 1; fi
    """;
  }

  @Override
  public String trial() {
    return PveFamily.started("pct start \"$1\"", "pct status \"$1\" | grep -q running");
  }

  @Override
  public String destroy() {
    return """
    pct config "$1" >/dev/null 2>&1 || exit 0
    ! pct status "$1" | grep -q running || pct stop "$1" || exit 1
    pct destroy "$1"
    """;
  }
}
