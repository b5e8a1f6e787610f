package dev.vireo.simulator.pve;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code vzdump ID --stdout}: the archive goes to its output, and what it tells to its error
 * output. While it works the guest is locked; the lock stays where the node goes off meanwhile.
 */
final class Vzdump {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /** PVE's programs die with the errno or the status that Perl has at hand. */
  private static final int DIED = 255;

  private final ContainerHost host;
  private final List<Dumped> kinds;

  Vzdump(ContainerHost host, List<Dumped> kinds) {
    this.host = host;
    this.kinds = List.copyOf(kinds);
  }

  private record Job(int id, String mode) {}

  int run(Call call) throws IOException {
    Console console = new Console(call.err(), call.err());
    Job job;
    try {
      job = job(call.arguments());
    } catch (PveError e) {
      console.complain("400 " + e.reason());
      e.errors().forEach((name, what) -> said(console, name + ": " + what));
      return DIED;
    }
    info(console, "starting new backup job: vzdump " + String.join(" ", call.arguments()));
    String problem = "";
    long began = System.nanoTime();
    try {
      dump(call, console, job);
    } catch (PveError e) {
      problem = e.reason();
    } catch (IOException e) {
      problem =
          "command 'set -o pipefail && tar cpf -' failed: "
              + (e.getMessage() == null ? "broken pipe" : e.getMessage());
    }
    long seconds = (System.nanoTime() - began) / 1_000_000_000;
    if (problem.isEmpty()) {
      info(
          console,
          "Finished Backup of VM %d (%02d:%02d:%02d)"
              .formatted(job.id(), seconds / 3600, seconds / 60 % 60, seconds % 60));
      info(console, "Backup finished at " + now());
      info(console, "Backup job finished successfully");
      return 0;
    }
    console.complain("ERROR: Backup of VM " + job.id() + " failed - " + problem);
    info(console, "Failed at " + now());
    info(console, "Backup job finished with errors");
    console.complain("job errors");
    return DIED;
  }

  private static void said(Console console, String line) {
    try {
      console.complain(line);
    } catch (IOException gone) {
      // Nobody reads any more what went wrong.
      return;
    }
  }

  private static String now() {
    return LocalDateTime.now().format(TIME);
  }

  private static void info(Console console, String text) throws IOException {
    console.complain("INFO: " + text);
  }

  private static Job job(List<String> arguments) throws PveError {
    List<Integer> ids = new ArrayList<>();
    String mode = "snapshot";
    boolean stdout = false;
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i).replaceFirst("^--?", "--");
      switch (word) {
        case "--stdout" -> stdout = true;
        case "--mode" -> mode = i + 1 < arguments.size() ? arguments.get(++i) : "";
        case "--compress", "--tmpdir", "--bwlimit", "--lockwait" -> i++;
        default -> {
          if (!arguments.get(i).matches("[1-9][0-9]{2,8}")) {
            throw PveError.parameter(
                "vmid", "invalid format - value does not look like a valid VM ID");
          }
          ids.add(Integer.parseInt(arguments.get(i)));
        }
      }
    }
    if (!List.of("snapshot", "suspend", "stop").contains(mode)) {
      throw PveError.parameter(
          "mode", "value '" + mode + "' does not have a value in the enumeration");
    }
    if (ids.size() != 1 || !stdout) {
      throw new PveError(500, "you can only backup a single VM with option --stdout");
    }
    return new Job(ids.getFirst(), mode);
  }

  private void dump(Call call, Console console, Job job) throws IOException, PveError {
    Optional<Dumped> found = kinds.stream().filter(k -> k.has(job.id())).findFirst();
    if (found.isEmpty()) {
      throw new PveError(500, "unable to find VM '" + job.id() + "'");
    }
    Dumped guest = found.get();
    info(console, "Starting Backup of VM " + job.id() + " (" + guest.kind() + ")");
    info(console, "Backup started at " + now());
    boolean runs = guest.isRunning(job.id());
    info(console, "status = " + (runs ? "running" : "stopped"));
    if (!guest.lock(job.id()).isEmpty()) {
      throw new PveError(
          500,
          (guest.kind().equals("qemu") ? "VM" : "CT")
              + " is locked ("
              + guest.lock(job.id())
              + ")");
    }
    guest.lock(job.id(), "backup");
    boolean off = false;
    try {
      locked(call, console, job, guest, runs);
    } catch (Session.Killed e) {
      off = true; // The node is off: nobody unlocks anything.
      throw e;
    } finally {
      if (!off) {
        guest.lock(job.id(), "");
      }
    }
  }

  private void locked(Call call, Console console, Job job, Dumped guest, boolean runs)
      throws IOException, PveError {
    for (String line : guest.told(job.id())) {
      info(console, line);
    }
    String mode = runs ? job.mode() : "stop";
    info(console, "backup mode: " + mode);
    info(console, "ionice priority: 7");
    if (mode.equals("snapshot") && !guest.snapshots()) {
      info(console, "mode failure - some volumes do not support snapshots");
      info(console, "trying 'suspend' mode instead");
      mode = "suspend";
      info(console, "backup mode: suspend");
      info(console, "ionice priority: 7");
    }
    boolean stopped = runs && mode.equals("stop");
    if (stopped) {
      info(console, "stopping vm");
      guest.stop(job.id(), call.session(), quiet());
    }
    try {
      if (mode.equals("suspend")) {
        info(console, "suspending guest");
      }
      archive(call, console, job, guest);
      if (mode.equals("suspend")) {
        info(console, "resuming guest");
        info(console, "guest is online again after 1 seconds");
      }
    } finally {
      if (stopped && !call.session().killed()) {
        guest.lock(job.id(), "");
        info(console, "restarting vm");
        guest.start(job.id(), call.session(), quiet());
        info(console, "guest is online again after 1 seconds");
      }
    }
  }

  private static Console quiet() {
    return new Console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
  }

  private void archive(Call call, Console console, Job job, Dumped guest) throws IOException {
    info(console, "sending archive to stdout");
    host.work(call.session(), host.pace().create() / 4, "vzdump");
    long bytes = guest.write(job.id(), call.out());
    call.out().flush();
    host.work(call.session(), host.pace().create() / 4, "vzdump-end");
    info(
        console,
        guest.kind().equals("qemu")
            ? "transferred %.2f GiB in 1 seconds".formatted(bytes / 1073741824.0)
            : "Total bytes written: %d (%.0fMiB, 93MiB/s)".formatted(bytes, bytes / 1048576.0));
  }

  /** As bytes for a stream. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
