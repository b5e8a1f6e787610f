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

/** Containers of OpenVZ, by {@code vzctl}; on Proxmox VE up to 3 they come back by vzrestore. */
record VzGuests() implements PveFamily {

  private static final Pattern ROW =
      Pattern.compile("\\s*([1-9][0-9]{0,9})\\s+([a-z]+)\\s*(\\S*)\\s*");

  @Override
  public GuestKind kind() {
    return GuestKind.CONTAINER;
  }

  @Override
  public GuestFormat format() {
    return GuestFormat.VZDUMP_OPENVZ;
  }

  @Override
  public Step list() {
    return Step.of("list-CONTAINER", "vzlist", "-a", "-H", "-o", "ctid,status,hostname");
  }

  @Override
  public List<Guest> guests(StepResult listed) {
    List<Guest> guests = new ArrayList<>();
    for (String line : listed.stdout().lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        String name = row.group(3).equals("-") ? "" : row.group(3);
        guests.add(new Guest(kind(), row.group(1), name, row.group(2).equals("running")));
      }
    }
    return guests;
  }

  @Override
  public Step config(String id) {
    return Step.of("config", "vzlist", "-a", "-H", "-o", "ctid", id);
  }

  @Override
  public Step restore(GuestTool.Returned returned, ScriptOutcome seen) {
    List<String> argv = new ArrayList<>(List.of("vzrestore", "-", returned.as()));
    returned.storage().ifPresent(name -> argv.addAll(List.of("--storage", name)));
    return new Step("restore", argv);
  }

  @Override
  public List<Step> after(GuestTool.Returned returned) {
    List<Step> steps =
        new ArrayList<>(
            List.of(Step.of("onboot", "vzctl", "set", returned.as(), "--onboot", "no", "--save")));
    if (returned.rehearsal()) {
      steps.add(Step.of("network", "vzctl", "set", returned.as(), "--ipdel", "all", "--save"));
    }
    return steps;
  }

  @Override
  public List<String> notes() {
    return List.of(
        "it does not start with the host",
        "its addresses are as they were: start it where the first one does not run");
  }

  @Override
  public String remedy() {
    return """
    vzlist -a -H -o ctid "$2" >/dev/null 2>&1 || { rm -f "$f"; exit 0; }
    [ "$m" != suspend ] || vzctl chkpnt "$2" --resume >/dev/null 2>&1 || :
    if [ "$m.$was" = stop.running ]; then vzctl status "$2" | grep -qw running || vzctl start "$2" || exit 1; fi
    """;
  }

  @Override
  public String trial() {
    return PveFamily.started("vzctl start \"$1\"", "vzctl status \"$1\" | grep -qw running");
  }

  @Override
  public String destroy() {
    return """
    vzctl status "$1" | grep -qw deleted && exit 0
    ! vzctl status "$1" | grep -qw running || vzctl stop "$1" --fast || exit 1
    vzctl destroy "$1"
    """;
  }
}
