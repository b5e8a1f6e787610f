package dev.vireo.simulator.container;

import dev.vireo.simulator.container.NetView.Address;
import dev.vireo.simulator.container.NetView.Interface;
import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Session;
import dev.vireo.simulator.shell.Tool;
import dev.vireo.simulator.shell.Usage;
import dev.vireo.simulator.tool.LinuxTools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What every host of containers has, whatever its product: files, network, processes. */
public final class ContainerTools {
  private final ContainerHost host;

  private ContainerTools(ContainerHost host) {
    this.host = host;
  }

  public static Map<String, Tool> byName(ContainerHost host) {
    ContainerTools tools = new ContainerTools(host);
    Map<String, Tool> programs = new HashMap<>(LinuxTools.byName(host.files()));
    programs.putAll(new NameTools(host).byName());
    programs.putAll(new NetTools(tools::network, host.lan()).byName());
    programs.put("ps", tools::ps);
    programs.put("kill", tools::kill);
    programs.put("timeout", tools::timeout);
    programs.put("uname", tools::uname);
    programs.put("nproc", call -> say(call, "4"));
    return programs;
  }

  private static int say(Call call, String line) throws IOException {
    call.println(line);
    return 0;
  }

  /** The host's own network, with a route to each address that its containers hold. */
  private NetView network() {
    List<Interface> interfaces =
        List.of(
            NetView.LOOPBACK,
            new Interface("eth0", "ether", Lan.mac(host.name()), true, 1500, List.of()),
            new Interface(
                "vmbr0",
                "ether",
                Lan.mac(host.name()),
                true,
                1500,
                List.of(new Address(host.address(), Lan.PREFIX, ""))),
            new Interface("venet0", "void", "", true, 1500, List.of()));
    List<String> routes = new ArrayList<>();
    for (Guest guest : host.guests().all()) {
      boolean venet = guest.early().interfaces().stream().anyMatch(i -> i.name().equals("venet0"));
      if (venet) {
        guest.addresses().stream()
            .sorted()
            .forEach(address -> routes.add(address + " dev venet0  scope link"));
      }
    }
    routes.add("10.20.0.0/16 dev vmbr0  proto kernel  scope link  src " + host.address());
    routes.add("default via " + Lan.GATEWAY + " dev vmbr0");
    return new NetView(interfaces, routes);
  }

  private int ps(Call call) throws IOException {
    int at = call.arguments().indexOf("-p");
    String wanted = at >= 0 && at + 1 < call.arguments().size() ? call.arguments().get(at + 1) : "";
    boolean headless = call.arguments().stream().anyMatch(word -> word.endsWith("="));
    if (!headless) {
      call.println("  PID TTY          TIME CMD");
    }
    int shown = 0;
    for (Map.Entry<Integer, String> each : new TreeMap<>(host.processes().all()).entrySet()) {
      if (wanted.isEmpty() || wanted.equals(each.getKey().toString())) {
        shown++;
        call.println(
            headless
                ? each.getValue()
                : String.format("%5d ?        00:00:00 %s", each.getKey(), each.getValue()));
      }
    }
    return shown == 0 && !wanted.isEmpty() ? 1 : 0;
  }

  private int kill(Call call) throws IOException {
    List<String> words = new ArrayList<>(call.arguments());
    boolean asks = words.remove("-0");
    words.removeIf(word -> word.startsWith("-"));
    int status = 0;
    for (String word : words) {
      int pid = word.matches("[0-9]{1,9}") ? Integer.parseInt(word) : -1;
      boolean there = asks ? host.processes().isAlive(pid) : host.processes().kill(pid);
      if (!there) {
        call.complain("(" + word + ") - No such process");
        status = 1;
      }
    }
    return status;
  }

  /** {@code timeout SECONDS COMMAND}: what exceeds the time is ended, with status 124. */
  private int timeout(Call call) throws IOException {
    List<String> words = new ArrayList<>(call.arguments());
    while (!words.isEmpty() && words.getFirst().startsWith("-")) {
      String option = words.removeFirst();
      if (option.equals("-k") || option.equals("-s")) {
        words.removeFirst();
      }
    }
    if (words.size() < 2 || !words.getFirst().matches("[0-9]{1,6}(\\.[0-9]{1,3})?s?")) {
      throw new Usage(
          125, "invalid time interval '" + (words.isEmpty() ? "" : words.getFirst()) + "'");
    }
    double seconds = Double.parseDouble(words.removeFirst().replace("s", ""));
    String name = words.removeFirst();
    Tool tool = call.session().machine().tool(name.substring(name.lastIndexOf('/') + 1));
    if (tool == null) {
      call.complain("failed to run command `" + name + "': No such file or directory");
      return 127;
    }
    Session inner = call.session().inside(call.session().machine());
    Call bounded =
        new Call(
            name,
            List.copyOf(words),
            call.environment(),
            call.in(),
            call.out(),
            call.err(),
            call.directory(),
            inner);
    Thread clock =
        Thread.startVirtualThread(
            () -> {
              try {
                Thread.sleep((long) (seconds * 1000));
                inner.kill();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      return tool.run(bounded);
    } catch (Session.Killed e) {
      call.session().check();
      return 124;
    } finally {
      clock.interrupt();
    }
  }

  private int uname(Call call) throws IOException {
    String kernel;
    try (InputStream in = host.files().read("/proc/sys/kernel/osrelease")) {
      kernel = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
    return say(
        call,
        switch (String.join(" ", call.arguments())) {
          case "", "-s" -> "Linux";
          case "-r" -> kernel;
          case "-m" -> "x86_64";
          case "-n" -> host.name();
          case "-a" -> "Linux " + host.name() + " " + kernel + " #1 SMP x86_64 GNU/Linux";
          case String other -> throw new Usage(1, "invalid option " + other);
        });
  }
}
