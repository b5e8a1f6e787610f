package dev.vireo.simulator.vz;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.container.Guest;
import dev.vireo.simulator.container.GuestMachine;
import dev.vireo.simulator.shell.Interpreter;
import dev.vireo.simulator.shell.Machine;
import dev.vireo.simulator.shell.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code vzctl}: one action on one container, under that container's lock. */
public final class Vzctl {
  static final String DEVICE = "/dev/vzctl";
  private static final int NO_SNAPSHOT = 154;
  private static final String GLOBAL = "/etc/vz/vz.conf";
  private static final Set<String> LOCKED =
      Set.of("create", "destroy", "mount", "umount", "start", "stop", "restart", "set", "snapshot");
  private static final Set<String> ACTIONS =
      Set.of(
          "create",
          "destroy",
          "mount",
          "umount",
          "start",
          "stop",
          "restart",
          "set",
          "status",
          "exec",
          "exec2",
          "snapshot");

  private final ContainerHost host;
  private final VzRelease release;
  private final Machine machine;

  /**
   * @param machine whose shell commands in containers run under
   */
  public Vzctl(ContainerHost host, VzRelease release, Machine machine) {
    this.host = host;
    this.release = release;
    this.machine = machine;
  }

  /**
   * Runs a command line.
   *
   * @param words without the program's name
   * @return the exit code
   */
  public int run(List<String> words, Session session, InputStream in, Console console)
      throws IOException {
    if (words.contains("--version")) {
      console.say("vzctl version " + release.vzctl());
      return 0;
    }
    List<String> rest = new ArrayList<>(words);
    boolean skipsLock = rest.remove("--skiplock");
    boolean quiet = !rest.isEmpty() && rest.getFirst().equals("--quiet");
    rest.removeIf(word -> word.equals("--verbose") || word.equals("--quiet"));
    String action = rest.isEmpty() ? "--help" : rest.removeFirst();
    boolean old = release.vzctl().startsWith("3.");
    if (!ACTIONS.contains(action) || (action.equals("snapshot") && old)) {
      console.complain("Bad command: " + action);
      return 20;
    }
    if (rest.isEmpty()) {
      console.complain("CTID missing");
      return 20;
    }
    String text = rest.removeFirst();
    int id = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    if (id < 0) {
      console.complain("Invalid CTID: " + text);
      return 20;
    }
    if (!host.files().isFile(GLOBAL)) {
      console.complain("Global configuration file " + GLOBAL + " not found");
      return 10;
    }
    VzConfig global =
        VzConfig.parse(new String(host.files().content(GLOBAL), StandardCharsets.ISO_8859_1));
    Console spoken = quiet ? new Console(OutputStream.nullOutputStream(), console.err()) : console;
    VzAct act = new VzAct(host, release, id, session, spoken, global);
    if (!host.files().isFile(DEVICE)) {
      console.complain("Unable to open " + DEVICE + ": No such file or directory");
      console.complain(
          "Please check that vzdev kernel module is loaded and you have sufficient permissions to"
              + " access the file.");
      return 5;
    }
    if (!action.equals("create") && !action.equals("status") && !act.isConfigured()) {
      console.complain("Container config file does not exist");
      return 14;
    }
    return LOCKED.contains(action) && !skipsLock
        ? locked(act, words, action, rest)
        : ended(act, action, rest, in);
  }

  private int locked(VzAct act, List<String> words, String action, List<String> rest)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("/usr/sbin/vzctl"));
    command.addAll(words);
    int pid = host.processes().begin(command, act.session());
    VzLock lock = new VzLock(host, act.global().get("LOCKDIR", "/var/lib/vz/lock"), act.id());
    if (!lock.take(pid, act.console())) {
      act.console().complain("Container already locked");
      host.processes().end(pid);
      return 9;
    }
    int exit;
    try {
      exit = ended(act, action, rest, InputStream.nullInputStream());
    } catch (Session.Killed e) {
      // Who is killed cleans nothing up: the lock stays, and names a process that is no more.
      host.processes().end(pid);
      throw e;
    } catch (IOException | RuntimeException e) {
      lock.release();
      host.processes().end(pid);
      throw e;
    }
    lock.release();
    host.processes().end(pid);
    return exit;
  }

  private int ended(VzAct act, String action, List<String> rest, InputStream in)
      throws IOException {
    try {
      return perform(act, action, rest, in);
    } catch (VzOptions.Wrong e) {
      act.console().complain(String.valueOf(e.getMessage()));
      return e.exit();
    } catch (VzFailure e) {
      return e.exit();
    }
  }

  private int perform(VzAct act, String action, List<String> rest, InputStream in)
      throws IOException, VzFailure, VzOptions.Wrong {
    switch (action) {
      case "exec", "exec2" -> {
        return exec(act, action, rest, in);
      }
      case "status" -> status(act);
      case "create" -> new VzCreate(act).run(VzOptions.parse(rest).values());
      case "set" -> new VzSet(act, VzOptions.parse(rest)).run();
      case "start" -> new VzStart(act).run(VzOptions.parse(rest).flags());
      case "stop" -> new VzStop(act).stop(VzOptions.parse(rest).flags());
      case "restart" -> {
        act.console().say("Restarting container");
        if (act.isRunning()) {
          new VzStop(act).stop(Set.of());
        }
        new VzStart(act).run(VzOptions.parse(rest).flags());
      }
      case "destroy" -> new VzStop(act).destroy();
      case "snapshot" -> snapshot(act);
      case "mount" -> {
        if (act.isMounted()) {
          throw act.failed(41, "Container is already mounted");
        }
        new VzMount(act).mount();
      }
      default -> {
        if (act.isRunning()) {
          throw act.failed(32, "Container is running -- stop it first");
        }
        if (!act.isMounted()) {
          throw act.failed(40, "CT is not mounted");
        }
        new VzMount(act).unmount();
      }
    }
    return 0;
  }

  private static void status(VzAct act) throws IOException {
    boolean exists = act.isConfigured() && act.files().isDirectory(act.privateArea());
    act.console()
        .say(
            "CTID "
                + act.id()
                + (exists ? " exist " : " deleted ")
                + (act.isMounted() ? "mounted " : "unmounted ")
                + (act.isRunning() ? "running" : "down"));
  }

  /** Only what lies in an image has snapshots. */
  private static void snapshot(VzAct act) throws IOException, VzFailure {
    if (!act.config().get("VE_LAYOUT", "simfs").startsWith("ploop")) {
      throw act.failed(NO_SNAPSHOT, "Snapshot feature is only available for ploop-based CTs");
    }
    String id = "{" + UUID.randomUUID() + "}";
    act.console().say("Creating snapshot " + id);
    act.files()
        .put(
            act.privateArea() + "/Snapshots.xml",
            ("<Snapshot guid=\"" + id + "\"/>\n").getBytes(StandardCharsets.UTF_8));
    act.console().say("Snapshot " + id + " has been successfully created");
  }

  private int exec(VzAct act, String action, List<String> rest, InputStream in)
      throws IOException, VzFailure {
    if (rest.isEmpty()) {
      throw act.failed(20, "No command line given for exec");
    }
    Optional<Guest> guest = host.guests().find(act.id());
    if (guest.isEmpty()) {
      throw act.failed(31, "Container is not running");
    }
    GuestMachine inside = new GuestMachine(guest.get(), host.lan(), machine);
    Session session = act.session().inside(inside);
    Interpreter shell =
        new Interpreter(
            session,
            "bash",
            Map.of("HOME", "/root", "PATH", "/sbin:/bin:/usr/sbin:/usr/bin"),
            in,
            act.console().out(),
            act.console().err());
    boolean fromInput = rest.equals(List.of("-"));
    int exit = fromInput ? shell.run(in) : shell.run(String.join(" ", rest) + " ");
    return exit != 0 && action.equals("exec") ? 8 : exit;
  }
}
