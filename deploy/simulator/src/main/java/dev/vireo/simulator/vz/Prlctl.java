package dev.vireo.simulator.vz;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.shell.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code prlctl} of OpenVZ 7. A container has a name, given at its making, and a UUID; behind it is
 * vzctl's own, whose complaints prlctl hands on. Words by prlctl's source.
 */
final class Prlctl {
  private static final String VERSION = "prlctl version 7.0.208";
  private static final Pattern PORT = Pattern.compile("-p *([0-9]{1,5})");

  private final ContainerHost host;
  private final PrlPrograms programs;
  private final IntFunction<Optional<VzPeer>> peers;
  private final VzMigrate migrate;

  Prlctl(ContainerHost host, PrlPrograms programs, IntFunction<Optional<VzPeer>> peers) {
    this.host = host;
    this.programs = programs;
    this.peers = peers;
    this.migrate = new VzMigrate(host, programs, peers);
  }

  int run(Call call) throws IOException {
    List<String> words = new ArrayList<>(call.arguments());
    if (words.contains("--version")) {
      call.println(VERSION);
      return 0;
    }
    String verb = words.isEmpty() ? "help" : words.removeFirst();
    if (verb.equals("list")) {
      return new PrlList(host, programs).run(call, words);
    }
    if (words.isEmpty()) {
      call.complain("An incorrect action is specified: " + verb);
      return 3;
    }
    String name = words.removeFirst();
    if (verb.equals("create")) {
      return create(call, name, words);
    }
    Optional<Integer> found = find(name);
    if (found.isEmpty()) {
      complain(call, "Failed to get VM config: The virtual machine could not be found.");
      return 255;
    }
    int id = found.get();
    return switch (verb) {
      case "start" -> told(call, "Starting the CT...", "start", "started", id);
      case "stop" -> stop(call, id, words);
      case "restart" -> {
        vzctl(call, List.of("stop", text(id)));
        yield told(call, "Restarting the CT...", "restart", "restarted", id);
      }
      case "delete", "destroy" -> delete(call, id);
      case "status" -> {
        call.println("CT " + name + " exist " + status(id));
        yield 0;
      }
      case "set" -> new PrlSet(programs, id).run(call, words);
      case "clone" -> copy(call, id, words);
      case "snapshot" -> snapshot(call, id);
      case "migrate" -> migrate(call, id, words);
      case "exec" -> exec(call, id, words);
      default -> {
        call.complain("An incorrect action is specified: " + verb);
        yield 3;
      }
    };
  }

  private static String text(int id) {
    return Integer.toString(id);
  }

  private static void complain(Call call, String line) throws IOException {
    new Console(call.out(), call.err()).complain(line);
  }

  /** What vzctl said, and with which exit code. */
  record Done(int exit, String err) {}

  Done vzctl(Call call, List<String> words) throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        programs
            .vzctl()
            .run(
                words,
                call.session(),
                InputStream.nullInputStream(),
                new Console(OutputStream.nullOutputStream(), err));
    return new Done(exit, err.toString(StandardCharsets.ISO_8859_1));
  }

  /** As prlctl hands on what vzctl complained of, with vzctl's own exit code. */
  static int failed(Call call, String what, Done done) throws IOException {
    complain(
        call,
        "Failed to " + what + ": PRL_ERR_VZCTL_OPERATION_FAILED (Details: " + done.err() + ")");
    return done.exit();
  }

  /** By name, UUID or vzctl's number. */
  private Optional<Integer> find(String name) throws IOException {
    String bare = name.replaceAll("[{}]", "");
    for (int id : programs.ids()) {
      VzConfig config = programs.config(id);
      if (config.get("NAME", text(id)).equals(name) || config.get("UUID", "").equals(bare)) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  private String status(int id) {
    return host.guests().isRunning(id)
        ? "running"
        : host.files().isMounted(programs.rootOf(id)) ? "mounted" : "stopped";
  }

  /** The name where it is a number that is free, else the next free number. */
  private int numberFor(String name) {
    List<Integer> taken = programs.ids();
    if (name.matches("[1-9][0-9]{0,8}") && !taken.contains(Integer.parseInt(name))) {
      return Integer.parseInt(name);
    }
    int next = 1_000_000;
    while (taken.contains(next)) {
      next++;
    }
    return next;
  }

  private int create(Call call, String name, List<String> words) throws IOException {
    int type = words.indexOf("--vmtype");
    int template = words.indexOf("--ostemplate");
    if (type < 0 || type + 1 == words.size() || !words.get(type + 1).equals("ct")) {
      complain(call, "Virtual machines are not simulated; say --vmtype ct");
      return 3;
    }
    if (find(name).isPresent()) {
      complain(call, "The " + name + " VM already exists.");
      return 255;
    }
    call.println("Creating the Virtuozzo Container...");
    String from = template < 0 || template + 1 == words.size() ? "" : words.get(template + 1);
    if (!programs.templates().contains(from)) {
      complain(call, "Failed to register the CT: The OS template " + from + " was not found.");
      complain(call, "Failed to create the virtual machine.");
      return 91;
    }
    int id = numberFor(name);
    Done done = vzctl(call, List.of("create", text(id), "--ostemplate", from));
    if (done.exit() != 0) {
      failed(call, "register the CT", done);
      complain(call, "Failed to create the virtual machine.");
      return done.exit();
    }
    name(id, name);
    call.println("The Container has been successfully created.");
    return 0;
  }

  private void name(int id, String name) throws IOException {
    programs.configure(
        id, programs.config(id).with("NAME", name).with("UUID", UUID.randomUUID().toString()));
  }

  private int told(Call call, String begin, String verb, String done, int id) throws IOException {
    call.println(begin);
    Done end = vzctl(call, List.of(verb.equals("restart") ? "start" : verb, text(id)));
    if (end.exit() != 0) {
      return failed(call, verb + " the CT", end);
    }
    call.println("The CT has been successfully " + done + ".");
    return 0;
  }

  private int stop(Call call, int id, List<String> words) throws IOException {
    boolean kill = words.contains("--kill") || words.contains("--fast");
    call.println("Stopping the CT...");
    if (!host.guests().isRunning(id)) {
      complain(call, "Failed to stop the CT: The CT is not running.");
      return 31;
    }
    List<String> argv = new ArrayList<>(List.of("stop", text(id)));
    if (kill) {
      argv.add("--fast");
    }
    Done done = vzctl(call, argv);
    if (done.exit() != 0) {
      return failed(call, "stop the CT", done);
    }
    call.println(
        kill ? "The CT has been forcibly stopped" : "The CT has been successfully stopped.");
    return 0;
  }

  private int delete(Call call, int id) throws IOException {
    call.println("Removing the CT...");
    Done done = vzctl(call, List.of("destroy", text(id)));
    if (done.exit() != 0) {
      return failed(call, "remove the CT", done);
    }
    call.println("The CT has been successfully removed.");
    return 0;
  }

  private int copy(Call call, int id, List<String> words) throws IOException {
    int at = words.indexOf("--name");
    if (at < 0 || at + 1 == words.size()) {
      complain(call, "Failed to clone the CT; the --name option is not specified.");
      return 1;
    }
    String name = words.get(at + 1);
    call.println(
        "Clone the " + programs.config(id).get("NAME", text(id)) + " CT to CT " + name + "...");
    if (find(name).isPresent()) {
      complain(call, "Failed to clone the CT: The " + name + " VM already exists.");
      return 255;
    }
    int to = numberFor(name);
    try {
      host.work(call.session(), host.pace().create(), "clone");
      host.files().copyTree(programs.areaOf(id), programs.areaOf(to));
    } catch (IOException e) {
      host.files().removeTree(programs.areaOf(to));
      complain(call, "Failed to clone the CT: " + e.getMessage());
      return 255;
    }
    host.files().makeDirectories(programs.rootOf(to));
    programs.configure(to, programs.config(id));
    name(to, name);
    call.println("The CT has been successfully cloned.");
    return 0;
  }

  private int snapshot(Call call, int id) throws IOException {
    String snapshot = "{" + UUID.randomUUID() + "}";
    call.println("Creating the snapshot...");
    host.files()
        .put(
            programs.areaOf(id) + "/Snapshots.xml",
            ("<Snapshot guid=\"" + snapshot + "\"/>\n").getBytes(StandardCharsets.UTF_8));
    call.println("The snapshot with id " + snapshot + " has been successfully created.");
    return 0;
  }

  private int migrate(Call call, int id, List<String> words) throws IOException {
    int port = 22;
    int ssh = words.indexOf("--ssh");
    Matcher given = PORT.matcher(ssh < 0 || ssh + 1 == words.size() ? "" : words.get(ssh + 1));
    if (given.find()) {
      port = Integer.parseInt(given.group(1));
    }
    String address = words.isEmpty() ? "" : words.getFirst();
    call.println("Migrate the CT " + programs.config(id).get("NAME", text(id)) + " on " + address);
    Optional<VzPeer> peer = peers.apply(port);
    if (peer.isEmpty()) {
      complain(
          call,
          "Failed to migrate the CT: ssh: connect to host "
              + address
              + " port "
              + port
              + ": Connection refused");
      return 255;
    }
    if (peer.get().ids().contains(id)) {
      complain(
          call, "Failed to migrate the CT: CT " + id + " already exists on the destination node");
      return 255;
    }
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(OutputStream.nullOutputStream(), err);
    int exit = migrate.move(id, peer.get(), call.session(), console);
    if (exit != 0) {
      return failed(
          call, "migrate the CT", new Done(exit, err.toString(StandardCharsets.ISO_8859_1)));
    }
    call.println("The CT has been successfully migrated.");
    return 0;
  }

  private int exec(Call call, int id, List<String> words) throws IOException {
    List<String> argv = new ArrayList<>(List.of("exec2", text(id)));
    argv.addAll(words);
    return programs
        .vzctl()
        .run(argv, call.session(), call.in(), new Console(call.out(), call.err()));
  }
}
