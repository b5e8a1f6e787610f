package dev.vireo.simulator.pve;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.container.Guest;
import dev.vireo.simulator.shell.Session;
import dev.vireo.simulator.vz.VzPrograms;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Containers of Proxmox VE 2 and 3: its API runs vzctl, and the task's log is what vzctl says. */
final class VzContainers implements Containers {
  private final ContainerHost host;
  private final VzPrograms vz;

  VzContainers(ContainerHost host, VzPrograms vz) {
    this.host = host;
    this.vz = vz;
  }

  @Override
  public String technology() {
    return "openvz";
  }

  @Override
  public List<Integer> ids() {
    return vz.ids();
  }

  @Override
  public void checkCreate(int id, Map<String, String> parameters) throws PveError {
    Storage.file(host, parameters.getOrDefault("ostemplate", ""));
    if (ids().contains(id)) {
      throw new PveError(500, "CT " + id + " already exists on node '" + host.name() + "'");
    }
  }

  private void vzctl(Session session, Console console, List<String> words)
      throws IOException, PveError {
    int exit = vz.vzctl().run(words, session, InputStream.nullInputStream(), console);
    if (exit != 0) {
      String command = String.join(" ", words.subList(0, Math.min(2, words.size())));
      throw new PveError(500, "command 'vzctl " + command + "' failed: exit code " + exit);
    }
  }

  @Override
  public void create(int id, Map<String, String> parameters, Session session, Console console)
      throws IOException, PveError {
    String file = Storage.file(host, parameters.getOrDefault("ostemplate", ""));
    vzctl(session, console, List.of("create", Integer.toString(id), "--ostemplate", file));
    configure(id, parameters, session, console);
  }

  @Override
  public void start(int id, Session session, Console console) throws IOException, PveError {
    vzctl(session, console, List.of("start", Integer.toString(id)));
  }

  @Override
  public void stop(int id, boolean hard, Session session, Console console)
      throws IOException, PveError {
    vzctl(
        session,
        console,
        hard
            ? List.of("stop", Integer.toString(id), "--fast")
            : List.of("stop", Integer.toString(id)));
  }

  @Override
  public void destroy(int id, Session session, Console console) throws IOException, PveError {
    if (host.guests().isRunning(id)) {
      throw new PveError(500, "CT " + id + " is running - destroy failed");
    }
    vzctl(session, console, List.of("destroy", Integer.toString(id)));
  }

  @Override
  public Map<String, Object> config(int id) throws IOException {
    Map<String, Object> config = new LinkedHashMap<>();
    Map<String, String> names =
        Map.of(
            "HOSTNAME",
            "hostname",
            "IP_ADDRESS",
            "ip_address",
            "OSTEMPLATE",
            "ostemplate",
            "NAMESERVER",
            "nameserver",
            "SEARCHDOMAIN",
            "searchdomain",
            "CPUUNITS",
            "cpuunits",
            "DESCRIPTION",
            "description");
    for (Map.Entry<String, String> name : new TreeMap<>(names).entrySet()) {
      String value = vz.setting(id, name.getKey());
      if (!value.isEmpty()) {
        config.put(name.getValue(), value);
      }
    }
    config.put("onboot", vz.setting(id, "ONBOOT").equals("yes") ? 1 : 0);
    config.put("storage", Storage.NAME);
    return config;
  }

  @Override
  public void configure(int id, Map<String, String> parameters, Session session, Console console)
      throws IOException, PveError {
    List<String> words = new ArrayList<>(List.of("set", Integer.toString(id)));
    for (Map.Entry<String, String> each : parameters.entrySet()) {
      String value = each.getValue();
      switch (each.getKey()) {
        case "hostname", "nameserver", "searchdomain", "cpuunits", "cpus", "description" ->
            words.addAll(List.of("--" + each.getKey(), value));
        case "ip_address" -> {
          words.addAll(List.of("--ipdel", "all"));
          for (String address : value.strip().split("[ ,;]+")) {
            if (!address.isEmpty()) {
              words.addAll(List.of("--ipadd", address));
            }
          }
        }
        case "memory" -> words.addAll(List.of("--ram", value + "M"));
        case "swap" -> words.addAll(List.of("--swap", value + "M"));
        case "disk" -> words.addAll(List.of("--diskspace", value + "G"));
        case "onboot" -> words.addAll(List.of("--onboot", value.equals("1") ? "yes" : "no"));
        default -> {}
      }
    }
    if (words.size() > 2) {
      words.add("--save");
      vzctl(session, console, words);
    }
  }

  @Override
  public Map<String, Object> current(int id) throws IOException {
    Map<String, Object> current = new LinkedHashMap<>();
    Optional<Guest> guest = host.guests().find(id);
    String address = vz.setting(id, "IP_ADDRESS");
    current.put("vmid", Integer.toString(id));
    current.put("type", "openvz");
    current.put("name", vz.setting(id, "HOSTNAME"));
    current.put("ip", address.isEmpty() ? "-" : address);
    current.put("status", guest.isPresent() ? "running" : "stopped");
    current.put("nproc", guest.isPresent() ? 9 : 0);
    current.put(
        "uptime",
        guest.map(each -> Duration.between(each.started(), Instant.now()).toSeconds()).orElse(0L));
    return current;
  }
}
