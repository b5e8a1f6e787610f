package dev.vireo.simulator.pve;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.shell.Machine;
import dev.vireo.simulator.shell.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of Proxmox VE: what each path of its API does. */
final class PveNode {
  private final ContainerHost host;
  private final PveCluster cluster;
  private final PveTasks tasks;
  private final Containers containers;
  private final String version;
  private final String user;

  PveNode(
      ContainerHost host,
      PveCluster cluster,
      PveTasks tasks,
      Containers containers,
      String version,
      String user) {
    this.host = host;
    this.cluster = cluster;
    this.tasks = tasks;
    this.containers = containers;
    this.version = version;
    this.user = user;
  }

  /**
   * Does what a request asks.
   *
   * @param path its parts
   * @return the data of the answer
   */
  @Nullable Object perform(String method, List<String> path, Map<String, String> parameters)
      throws IOException, PveError {
    String request = method + " " + String.join("/", path);
    switch (request) {
      case "GET version" -> {
        return Map.of("version", version, "release", version, "repoid", "0123abcd");
      }
      case "GET nodes" -> {
        return List.of(node());
      }
      case "GET cluster/status" -> {
        return cluster.status(host);
      }
      case "GET cluster/nextid" -> {
        return nextId(parameters);
      }
      case "GET cluster/resources" -> {
        List<Object> all = new ArrayList<>();
        for (int id : containers.ids()) {
          all.add(containers.current(id));
        }
        return all;
      }
      default -> {}
    }
    if (path.size() < 3 || !path.getFirst().equals("nodes")) {
      throw notImplemented(method, path);
    }
    if (!path.get(1).equals(host.name()) && !path.get(1).equals("localhost")) {
      throw new PveError(500, "hostname lookup '" + path.get(1) + "' failed");
    }
    List<String> rest = path.subList(3, path.size());
    String part = path.get(2);
    if (part.equals(containers.technology())) {
      return container(method, path, rest, parameters);
    }
    return switch (part) {
      case "status" -> node();
      case "version" -> Map.of("version", version);
      case "storage" -> storage(method, path, rest);
      case "tasks" -> task(method, path, rest, parameters);
      default -> throw notImplemented(method, path);
    };
  }

  private static PveError notImplemented(String method, List<String> path) {
    return new PveError(
        501, "Method '" + method + " /" + String.join("/", path) + "' not implemented");
  }

  private Map<String, Object> node() {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("node", host.name());
    node.put("type", "node");
    node.put("status", "online");
    node.put("maxmem", 16L << 30);
    node.put("mem", (1L << 30) + host.guests().all().size() * (256L << 20));
    node.put("maxcpu", 4);
    node.put("cpu", 0.02);
    node.put("maxdisk", host.files().room().size());
    node.put("disk", host.files().room().size() - host.files().room().left());
    return node;
  }

  private String nextId(Map<String, String> parameters) throws PveError {
    String asked = parameters.get("vmid");
    if (asked != null) {
      if (containers.ids().contains(id(asked))) {
        throw PveError.parameter("vmid", "VM " + asked + " already exists");
      }
      return asked;
    }
    int next = 100;
    while (containers.ids().contains(next)) {
      next++;
    }
    return Integer.toString(next);
  }

  private static int id(String text) throws PveError {
    if (!text.matches("[1-9][0-9]{2,8}")) {
      throw PveError.parameter("vmid", "invalid format - value does not look like a valid VM ID");
    }
    return Integer.parseInt(text);
  }

  private Object storage(String method, List<String> path, List<String> rest)
      throws IOException, PveError {
    if (rest.isEmpty()) {
      return List.of(Storage.status(host));
    }
    if (!rest.getFirst().equals(Storage.NAME)) {
      throw new PveError(500, "storage '" + rest.getFirst() + "' does not exist");
    }
    String what = rest.size() > 1 ? rest.get(1) : "";
    if (what.equals("status")) {
      return Storage.status(host);
    }
    if (!what.equals("content")) {
      throw notImplemented(method, path);
    }
    if (method.equals("DELETE") && rest.size() > 2) {
      String file = Storage.file(host, String.join("/", rest.subList(2, rest.size())));
      return tasks.start(
          "imgdel", Storage.NAME, user, (session, console) -> host.files().remove(file));
    }
    return Storage.templates(host, containers.technology());
  }

  private @Nullable Object task(
      String method, List<String> path, List<String> rest, Map<String, String> parameters)
      throws PveError {
    if (rest.isEmpty()) {
      return tasks.all();
    }
    PveTask task = tasks.find(rest.getFirst());
    if (method.equals("DELETE")) {
      tasks.stop(task);
      return null;
    }
    return switch (rest.size() > 1 ? rest.get(1) : "") {
      case "status" -> task.status(host.name());
      case "log" -> task.log(number(parameters, "start", 0), number(parameters, "limit", 50));
      default -> throw notImplemented(method, path);
    };
  }

  private static int number(Map<String, String> parameters, String name, int usual)
      throws PveError {
    String text = parameters.getOrDefault(name, Integer.toString(usual));
    if (!text.matches("[0-9]{1,7}")) {
      throw PveError.parameter(name, "type check ('integer') failed - got '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private @Nullable Object container(
      String method, List<String> path, List<String> rest, Map<String, String> parameters)
      throws IOException, PveError {
    if (rest.isEmpty()) {
      return method.equals("POST") ? create(parameters) : all();
    }
    int id = id(rest.getFirst());
    if (!containers.ids().contains(id)) {
      throw new PveError(
          500,
          "Configuration file 'nodes/"
              + host.name()
              + "/"
              + containers.technology()
              + "/"
              + id
              + ".conf' does not exist");
    }
    String text = Integer.toString(id);
    String request = method + " " + String.join("/", rest.subList(1, rest.size()));
    return switch (request) {
      case "GET config" -> containers.config(id);
      case "PUT config" -> {
        containers.configure(id, parameters, new Session("api", machine()), silent());
        yield null;
      }
      case "GET status/current" -> containers.current(id);
      case "POST snapshot", "POST clone", "PUT resize", "POST migrate" ->
          ofLxc(method, path, id, parameters);
      case "GET interfaces" -> interfaces(method, path, id);
      case "POST status/start" ->
          tasks.start(
              "vzstart", text, user, (session, console) -> containers.start(id, session, console));
      case "POST status/stop" ->
          tasks.start(
              "vzstop",
              text,
              user,
              (session, console) -> containers.stop(id, true, session, console));
      case "POST status/shutdown" ->
          tasks.start(
              "vzshutdown",
              text,
              user,
              (session, console) -> containers.stop(id, false, session, console));
      case "DELETE " ->
          tasks.start(
              "vzdestroy",
              text,
              user,
              (session, console) -> containers.destroy(id, session, console));
      default -> throw notImplemented(method, path);
    };
  }

  /** What OpenVZ's API has not. */
  private String ofLxc(String method, List<String> path, int id, Map<String, String> parameters)
      throws PveError {
    if (!(containers instanceof LxcContainers lxc)) {
      throw notImplemented(method, path);
    }
    String what = path.getLast();
    return tasks.start(
        what.equals("resize") ? what : "vz" + what,
        Integer.toString(id),
        user,
        (session, console) -> {
          switch (what) {
            case "snapshot" -> lxc.snapshot(id);
            case "clone" -> lxc.copy(id, parameters, session, console);
            case "resize" -> lxc.resize(id, parameters.getOrDefault("size", ""));
            default -> lxc.migrate(id, cluster, parameters, session, console);
          }
        });
  }

  private Machine machine() {
    return tasks.machine();
  }

  private static Console silent() {
    return new Console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
  }

  private List<Object> all() throws IOException {
    List<Object> all = new ArrayList<>();
    for (int id : containers.ids()) {
      all.add(containers.current(id));
    }
    return all;
  }

  private String create(Map<String, String> parameters) throws PveError {
    String asked = parameters.getOrDefault("vmid", "");
    if (asked.isEmpty()) {
      throw PveError.parameter("vmid", "property is missing and it is not optional");
    }
    int id = id(asked);
    containers.checkCreate(id, parameters);
    return tasks.start(
        "vzcreate",
        asked,
        user,
        (session, console) -> {
          containers.create(id, parameters, session, console);
          if (parameters.getOrDefault("start", "0").equals("1")) {
            containers.start(id, session, console);
          }
        });
  }

  /** What an LXC guest's kernel says; OpenVZ's API has no such path. */
  private Object interfaces(String method, List<String> path, int id) throws PveError {
    if (!containers.technology().equals("lxc")) {
      throw notImplemented(method, path);
    }
    List<Object> shown = new ArrayList<>();
    host.guests()
        .find(id)
        .ifPresent(
            guest ->
                guest
                    .network()
                    .interfaces()
                    .forEach(
                        each -> {
                          Map<String, Object> one = new LinkedHashMap<>();
                          one.put("name", each.name());
                          one.put(
                              "hwaddr", each.mac().isEmpty() ? "00:00:00:00:00:00" : each.mac());
                          each.addresses().stream()
                              .findFirst()
                              .ifPresent(a -> one.put("inet", a.text() + "/" + a.prefix()));
                          shown.add(one);
                        }));
    return shown;
  }
}
