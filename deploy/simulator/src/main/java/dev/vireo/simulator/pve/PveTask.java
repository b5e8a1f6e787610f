package dev.vireo.simulator.pve;

import dev.vireo.simulator.shell.Session;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task: a worker that runs, its log, and how it ended. Safe for several threads. */
final class PveTask {
  private final String upid;
  private final String type;
  private final String id;
  private final String user;
  private final int pid;
  private final long started = System.currentTimeMillis() / 1000;
  private final Session session;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private @Nullable String exit;

  PveTask(String node, int pid, String type, String id, String user, Session session) {
    this.pid = pid;
    this.type = type;
    this.id = id;
    this.user = user;
    this.session = session;
    this.upid =
        String.format(
            "UPID:%s:%08X:%08X:%08X:%s:%s:%s:", node, pid, pid * 31, started, type, id, user);
  }

  String upid() {
    return upid;
  }

  int pid() {
    return pid;
  }

  Session session() {
    return session;
  }

  /** Where the worker writes. */
  OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] source, int offset, int length) {
        synchronized (PveTask.this) {
          log.write(source, offset, length);
        }
      }
    };
  }

  synchronized void end(String status) {
    if (exit == null) {
      exit = status;
    }
  }

  synchronized boolean isRunning() {
    return exit == null;
  }

  synchronized Map<String, Object> status(String node) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("upid", upid);
    status.put("node", node);
    status.put("pid", pid);
    status.put("pstart", pid * 31);
    status.put("starttime", started);
    status.put("type", type);
    status.put("id", id);
    status.put("user", user);
    status.put("status", exit == null ? "running" : "stopped");
    if (exit != null) {
      status.put("exitstatus", exit);
    }
    return status;
  }

  /** Lines of the log, numbered from 1. */
  synchronized List<Map<String, Object>> log(int start, int limit) {
    List<String> lines = log.toString(StandardCharsets.ISO_8859_1).lines().toList();
    List<Map<String, Object>> shown = new ArrayList<>();
    for (int i = start; i < lines.size() && i < start + limit; i++) {
      shown.add(Map.of("n", i + 1, "t", lines.get(i)));
    }
    if (lines.isEmpty()) {
      shown.add(Map.of("n", 1, "t", "no content"));
    }
    return shown;
  }
}
