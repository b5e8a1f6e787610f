package dev.vireo.backup.guest;

import dev.vireo.bus.backup.GuestFormat;
import dev.vireo.bus.backup.GuestKind;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Virtual machines of Proxmox VE, by {@code qm}. */
record QmGuests() implements PveFamily {

  /** {@code "%10s %-20s %-10s %-10s %12s %-10s"}: id, name, status, memory, boot disk, process. */
  private static final Pattern ROW =
      Pattern.compile(
          "\\s*([1-9][0-9]{2,8}) (.*?)\\s+(running|stopped|paused|suspended|prelaunch|internal-error)"
              + "\\s+[0-9]+\\s.*");

  @Override
  public GuestKind kind() {
    return GuestKind.VM;
  }

  @Override
  public GuestFormat format() {
    return GuestFormat.VZDUMP_QEMU;
  }

  @Override
  public Step list() {
    return Step.of("list-VM", "qm", "list");
  }

  @Override
  public List<Guest> guests(StepResult listed) {
    List<Guest> guests = new ArrayList<>();
    for (String line : listed.stdout().lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        guests.add(
            new Guest(kind(), row.group(1), row.group(2).strip(), !row.group(3).equals("stopped")));
      }
    }
    return guests;
  }

  @Override
  public Step config(String id) {
    return Step.of("config", "qm", "config", id);
  }

  @Override
  public Step restore(GuestTool.Returned returned, ScriptOutcome seen) {
    List<String> argv = new ArrayList<>(List.of("qmrestore", "-", returned.as(), "--unique", "1"));
    returned.storage().ifPresent(name -> argv.addAll(List.of("--storage", name)));
    return new Step("restore", argv);
  }

  private static final String NO_NETWORK =
      "for n in $(qm config \"$1\" | sed -n 's/^\\(net[0-9][0-9]*\\): .*/\\1/p'); do"
          + " qm set \"$1\" --delete \"$n\" || exit 1; done";

  @Override
  public List<Step> after(GuestTool.Returned returned) {
    List<Step> steps =
        new ArrayList<>(List.of(Step.of("onboot", "qm", "set", returned.as(), "--onboot", "0")));
    if (returned.rehearsal()) {
      steps.add(Step.of("network", "sh", "-c", NO_NETWORK, "sh", returned.as()));
    }
    return steps;
  }

  @Override
  public List<String> notes() {
    return List.of("its hardware addresses are new, and it does not start with the host");
  }

  @Override
  public String remedy() {
    return """
    c=$(qm config "$2") || { rm -f "$f"; exit 0; }
    case $c in *'lock: backup'*) qm unlock "$2" || exit 1 ;; esac
    [ "$m" != suspend ] || qm resume "$2" >/dev/null 2>&1 || :
    if [ "$m.$was" = stop.running ]; then qm status "$2" | grep -q running || qm start "$2" || exit 1; fi
    """;
  }

  @Override
  public String trial() {
    return PveFamily.started("qm start \"$1\"", "qm status \"$1\" | grep -q running");
  }

  @Override
  public String destroy() {
    return """
    qm config "$1" >/dev/null 2>&1 || exit 0
    ! qm status "$1" | grep -q running || qm stop "$1" || exit 1
    qm destroy "$1"
    """;
  }
}
