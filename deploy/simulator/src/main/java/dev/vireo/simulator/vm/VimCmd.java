package dev.vireo.simulator.vm;

import dev.vireo.simulator.shell.Call;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code vim-cmd}, as far as machines are concerned. */
final class VimCmd {
  private final Machines machines;
  private final EsxFiles files;

  VimCmd(Machines machines, EsxFiles files) {
    this.machines = machines;
    this.files = files;
  }

  int run(Call call) throws IOException {
    List<String> words = call.arguments();
    String verb = words.isEmpty() ? "" : words.getFirst();
    switch (verb) {
      case "vmsvc/getallvms" -> {
        return list(call);
      }
      case "solo/registervm" -> {
        return register(call, words);
      }
      default -> {
        if (!verb.startsWith("vmsvc/")) {
          call.println("Unknown command: " + verb);
          return 1;
        }
      }
    }
    if (words.size() < least(verb)) {
      call.println("Insufficient arguments.");
      call.println(usage(verb));
      return 1;
    }
    String id = words.get(1);
    Optional<Machines.Machine> found =
        machines.all().stream().filter(each -> Integer.toString(each.id()).equals(id)).findFirst();
    if (found.isEmpty()) {
      call.println("(vim.fault.NotFound) {");
      call.println("   faultCause = (vmodl.MethodFault) null, ");
      call.println("   msg = \"Unable to find a VM corresponding to \"" + id + "\"\"");
      call.println("}");
      return 1;
    }
    return verb(call, verb, found.get(), words);
  }

  private static int least(String verb) {
    return verb.equals("vmsvc/snapshot.remove") || verb.equals("vmsvc/snapshot.create") ? 3 : 2;
  }

  private static String usage(String verb) {
    return switch (verb) {
      case "vmsvc/snapshot.remove" -> "Usage: snapshot.remove vmid snapshotId [removeChildren]";
      case "vmsvc/snapshot.create" ->
          "Usage: snapshot.create vmid [snapshotName] [snapshotDescription] [includeMemory] [quiesced]";
      default -> "Usage: " + verb.substring("vmsvc/".length()) + " vmid";
    };
  }

  private int verb(Call call, String verb, Machines.Machine machine, List<String> words)
      throws IOException {
    switch (verb) {
      case "vmsvc/power.getstate" -> {
        call.println("Retrieved runtime info");
        call.println(machines.runs(machine) ? "Powered on" : "Powered off");
      }
      case "vmsvc/power.on" -> {
        return start(call, machine);
      }
      case "vmsvc/power.off" -> {
        call.println("Powering off VM:");
        if (!machines.runs(machine)) {
          call.println("Power off failed");
          return 1;
        }
        machines.stop(machine);
      }
      case "vmsvc/snapshot.get" -> snapshots(call, machine);
      case "vmsvc/snapshot.create" -> {
        call.println("Create Snapshot:");
        machines.snapshot(machine, words.get(2), words.size() > 3 ? words.get(3) : "");
      }
      case "vmsvc/snapshot.remove" -> {
        call.println("Remove Snapshot:");
        if (!words.get(2).matches("[0-9]{1,9}")
            || !machines.removeSnapshot(machine, Integer.parseInt(words.get(2)))) {
          call.println("Unable to find a snapshot with id " + words.get(2));
          return 1;
        }
      }
      case "vmsvc/unregister" -> machines.unregister(machine);
      case "vmsvc/destroy" -> {
        if (machines.runs(machine)) {
          call.println("(vim.fault.InvalidPowerState) {");
          call.println("   requestedState = \"poweredOff\", ");
          call.println("   existingState = \"poweredOn\"");
          call.println("}");
          return 1;
        }
        machines.unregister(machine);
        files.removeTree(machine.folder());
      }
      default -> {
        call.println("Unknown command: " + verb);
        return 1;
      }
    }
    return 0;
  }

  private int start(Call call, Machines.Machine machine) throws IOException {
    call.println("Powering on VM:");
    try {
      if (machines.runs(machine)) {
        throw new IOException("already powered on");
      }
      machines.start(machine);
      return 0;
    } catch (IOException e) {
      call.println("Power on failed");
      return 1;
    }
  }

  /** Columns are padded and not parted; rows are sorted as text. */
  private int list(Call call) throws IOException {
    call.println(
        "Vmid    Name                 File                      Guest OS          Version  "
            + " Annotation");
    List<Machines.Machine> all =
        machines.all().stream()
            .sorted(Comparator.comparing(machine -> Integer.toString(machine.id())))
            .toList();
    for (Machines.Machine machine : all) {
      if (!files.isFile(machine.vmx())) {
        call.println("Skipping invalid VM '" + machine.id() + "'");
        continue;
      }
      Settings settings = machines.settings(machine);
      String path = machine.vmx().substring(EsxFiles.VOLUMES.length() + 1);
      int slash = path.indexOf('/');
      call.println(
          "%-6d %-20s %-25s %-23s vmx-%-6s  %s"
              .formatted(
                  machine.id(),
                  settings.get("displayName", "Unknown"),
                  "[" + path.substring(0, slash) + "] " + path.substring(slash + 1),
                  settings.get("guestOS", "other") + "Guest",
                  "%02d".formatted(Integer.parseInt(settings.get("virtualHW.version", "8"))),
                  settings.get("annotation", "").replace("|0A", "\n")));
    }
    return 0;
  }

  private int register(Call call, List<String> words) throws IOException {
    String vmx = words.size() < 2 ? "" : words.get(1);
    if (!vmx.startsWith(EsxFiles.VOLUMES + "/") || !files.isFile(vmx)) {
      fault(call, "vim.fault.NotFound", "The object or item referred to could not be found.");
      return 1;
    }
    String there = files.canonical(vmx);
    for (Machines.Machine each : machines.all()) {
      if (files.canonical(each.vmx()).equals(there)) {
        fault(
            call,
            "vim.fault.AlreadyExists",
            "The specified key, name, or identifier '" + each.id() + "' already exists.");
        return 1;
      }
    }
    call.println(Integer.toString(machines.register(vmx)));
    return 0;
  }

  private static void fault(Call call, String kind, String message) throws IOException {
    call.println("(" + kind + ") {");
    call.println("   faultCause = (vmodl.MethodFault) null, ");
    call.println("   msg = \"" + message + "\"");
    call.println("}");
  }

  private void snapshots(Call call, Machines.Machine machine) throws IOException {
    call.println("Get Snapshot:");
    String indent = "";
    for (Machines.Snapshot each : machines.snapshots(machine)) {
      call.println(indent + (indent.isEmpty() ? "|-ROOT" : "|-CHILD"));
      indent += "--";
      call.println(indent + "Snapshot Name        : " + each.name());
      call.println(indent + "Snapshot Id        : " + each.id());
      call.println(indent + "Snapshot Desciption  : " + each.description());
      call.println(indent + "Snapshot Created On  : " + each.createdOn());
      call.println(indent + "Snapshot State       : powered " + (each.poweredOn() ? "on" : "off"));
    }
  }
}
