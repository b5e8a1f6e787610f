package dev.vireo.simulator.pve;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.fault.FaultKind;
import dev.vireo.simulator.shell.Machine;
import dev.vireo.simulator.shell.Session;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The tasks of a node. */
final class PveTasks {
  /** How long a worker lives that is killed half-way. */
  private static final long HALF = 2;

  /** What a worker does. */
  interface Work {
    /** Throws with the text after {@code TASK ERROR:} if it fails. */
    void run(Session session, Console console) throws IOException, PveError;
  }

  private final ContainerHost host;
  private final Machine machine;
  private final Map<String, PveTask> tasks = new ConcurrentSkipListMap<>();

  PveTasks(ContainerHost host, Machine machine) {
    this.host = host;
    this.machine = machine;
  }

  /** What workers run on. */
  Machine machine() {
    return machine;
  }

  /** Starts a worker. @return its UPID, at once */
  String start(String type, String id, String user, Work work) {
    Session session = new Session("task", machine);
    int pid = host.processes().begin(List.of("task " + type + ":" + id), session);
    PveTask task = new PveTask(host.name(), pid, type, id, user, session);
    tasks.put(task.upid(), task);
    boolean dies = host.faults().strike(FaultKind.TASK_DIES).isPresent();
    Thread.ofVirtual().name(task.upid()).start(() -> run(task, work));
    if (dies) {
      Thread.startVirtualThread(() -> kill(task));
    }
    return task.upid();
  }

  /** Nobody writes how a worker ended that was killed. */
  private void kill(PveTask task) {
    try {
      Thread.sleep(Math.max(1, host.pace().start() / HALF));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    host.processes().kill(task.pid());
    task.end("unexpected status");
  }

  private void run(PveTask task, Work work) {
    Console console = new Console(task.output(), task.output());
    try {
      work.run(task.session(), console);
      console.say("TASK OK");
      task.end("OK");
    } catch (Session.Killed e) {
      task.end("unexpected status");
    } catch (PveError e) {
      fail(task, console, e.reason());
    } catch (IOException e) {
      fail(task, console, String.valueOf(e.getMessage()));
    } finally {
      host.processes().end(task.pid());
    }
  }

  private static void fail(PveTask task, Console console, String why) {
    try {
      console.say("TASK ERROR: " + why);
    } catch (IOException e) {
      throw new IllegalStateException("a log in memory can't be written", e);
    }
    task.end(why);
  }

  PveTask find(String upid) throws PveError {
    PveTask task = tasks.get(upid);
    if (task == null) {
      throw upid.startsWith("UPID:")
          ? new PveError(500, "no such task")
          : new PveError(500, "unable to parse worker upid '" + upid + "'");
    }
    return task;
  }

  /** The worker is interrupted from outside. */
  void stop(PveTask task) {
    if (task.isRunning()) {
      task.end("interrupted by signal");
      host.processes().kill(task.pid());
    }
  }

  List<Map<String, Object>> all() {
    return tasks.values().stream().map(task -> task.status(host.name())).toList();
  }
}
