package dev.vireo.container.driver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.container.driver.ContainerHost.LostLease;
import dev.vireo.container.tool.PveCall;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.proxmox.ProxmoxRefused;
import dev.vireo.hypervisor.proxmox.ProxmoxSession;
import dev.vireo.hypervisor.proxmox.TaskEnd;
import dev.vireo.hypervisor.proxmox.Upid;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.ScriptBrokenException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes calls that change something, and waits for the tasks that they begin. */
final class ApiTasks {

  private static final Logger LOG = LoggerFactory.getLogger(ApiTasks.class);

  /** A template of many gigabytes takes its time. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private static final Duration FIRST_LOOK = Duration.ofMillis(100);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** How long a node may be away while a task of it runs. */
  private static final Duration AWAY = Duration.ofSeconds(60);

  private final String name;
  private final ProxmoxSession session;

  ApiTasks(String name, ProxmoxSession session) {
    this.name = name;
    this.session = session;
  }

  /** What a call came to; its lines are those of the task's log. */
  private record Done(int exit, List<String> lines) {}

  /** Call after call until one fails. No call begins after the lease. */
  Transcript run(List<PveCall> calls, Lease lease)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    String command = null;
    Done last = new Done(0, List.of());
    List<String> all = new ArrayList<>();
    for (PveCall call : calls) {
      hold(lease, call);
      command = call.toString();
      last = one(call, lease);
      all.addAll(last.lines());
      if (last.exit() != 0) {
        break;
      }
    }
    return new Transcript(command, last.exit(), all, last.lines());
  }

  private void hold(Lease lease, PveCall call) {
    if (!lease.renew()) {
      throw new LostLease(name + ": its lease was lost before or during '" + call + "'");
    }
  }

  private Done one(PveCall call, Lease lease)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    JsonNode data;
    try {
      data = session.tell(call.method(), call.path(), call.parameters());
    } catch (ProxmoxRefused e) {
      return new Done(1, List.of(e.words()));
    }
    Optional<Upid> task = Upid.parse(data.asText(""));
    // Some calls are done when they are answered.
    return task.isEmpty() ? new Done(0, List.of()) : ended(call, task.get(), lease);
  }

  private Done ended(PveCall call, Upid task, Lease lease)
      throws ScriptBrokenException, InterruptedException {
    long begun = System.nanoTime();
    long lastSeen = begun;
    Duration pause = FIRST_LOOK;
    while (true) {
      try {
        Optional<TaskEnd> end = session.end(task);
        if (end.isPresent()) {
          return done(end.get(), session.log(task));
        }
        lastSeen = System.nanoTime();
      } catch (UnreachableException e) {
        if (System.nanoTime() - lastSeen > AWAY.toNanos()) {
          throw broken(Reason.LOST, call, String.valueOf(e.getMessage()), e);
        }
      } catch (ProxmoxRefused e) {
        // After a restart the node may know nothing of it any more.
        throw broken(Reason.LOST, call, "of its task " + task + " it says: " + e.words(), e);
      }
      if (System.nanoTime() - begun > LONGEST.toNanos()) {
        stop(task);
        throw broken(
            Reason.EXEC_TIMEOUT,
            call,
            "its task " + task + " had not ended after " + LONGEST.toMinutes() + " minutes",
            null);
      }
      keep(lease, call, task);
      Thread.sleep(pause);
      pause = pause.multipliedBy(2).compareTo(LOOK_AGAIN) < 0 ? pause.multipliedBy(2) : LOOK_AGAIN;
    }
  }

  /** Whoever holds the container next must not meet this task still at work. */
  private void keep(Lease lease, PveCall call, Upid task) throws InterruptedException {
    try {
      hold(lease, call);
    } catch (LostLease e) {
      stop(task);
      throw e;
    }
  }

  private void stop(Upid task) throws InterruptedException {
    try {
      session.stop(task);
    } catch (UnreachableException | ScriptBrokenException | ProxmoxRefused e) {
      LOG.warn("host {}: task {} could not be stopped: {}", name, task, e.getMessage());
    }
  }

  private ScriptBrokenException broken(
      Reason reason, PveCall call, String seen, @org.jspecify.annotations.Nullable Throwable e) {
    return new ScriptBrokenException(reason, ApiHost.lost(name, call, seen), e);
  }

  private static Done done(TaskEnd end, List<String> log) {
    return switch (end) {
      case TaskEnd.Ok ok -> new Done(0, log);
      case TaskEnd.Warnings w -> new Done(0, with(log, "TASK WARNINGS: " + w.count()));
      case TaskEnd.Failed f -> new Done(1, with(log, "TASK ERROR: " + f.why()));
    };
  }

  /** A task that was killed had no time to write its last line. */
  private static List<String> with(List<String> log, String line) {
    if (!log.isEmpty() && log.getLast().equals(line)) {
      return log;
    }
    List<String> all = new ArrayList<>(log);
    all.add(line);
    return all;
  }
}
