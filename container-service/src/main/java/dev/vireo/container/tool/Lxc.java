package dev.vireo.container.tool;

import dev.vireo.bus.container.ContainerState;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.TemplateRule;
import dev.vireo.container.domain.lifecycle.Address;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.domain.lifecycle.HostName;
import dev.vireo.container.domain.lifecycle.Ipv4;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.script.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Plain LXC by its {@code lxc-*} tools. A container is a folder with a {@code rootfs} and a {@code
 * config}; one that is being made has another name until it is whole, so that no half of one is
 * ever started. What is left of one that was never whole is listed as of unknown state, without a
 * name, and can be destroyed.
 *
 * @param product such as {@code LXC 5.0.2}
 * @param path folder of containers
 * @param templates folder of templates
 * @param bridge bridge that their interfaces are put on
 * @param unified whether the host has one hierarchy of control groups (version 2)
 */
public record Lxc(String product, String path, String templates, String bridge, boolean unified)
    implements ContainerTool {

  private static final String NET = "lxc.net.0.";
  private static final String TEMPLATE = "# made from ";
  private static final int USUAL_PREFIX = 24;

  private static final Pattern RUNNING = Pattern.compile("RUNNING");

  @Override
  public TemplateRule templateRule() {
    return TemplateRule.ANY;
  }

  @Override
  public Pattern runningWord() {
    return RUNNING;
  }

  @Override
  public String templateFolder() {
    return templates;
  }

  @Override
  public Optional<String> distributionFolder() {
    return Optional.empty();
  }

  @Override
  public List<Step> listing() {
    return List.of(
        // Names first: a line with no name or state is none of the listing.
        Step.of("list", "lxc-ls", "-P", path, "-f", "-F", "NAME,STATE,AUTOSTART"),
        Step.of(
            "configs",
            "sh",
            "-c",
            "for c in \"$0\"/*/config; do [ -e \"$c\" ] && echo \"==> $c\" && cat \"$c\"; done; :",
            path),
        Step.of("making", "sh", "-c", LxcScripts.LIST_MAKING, path));
  }

  @Override
  public List<Step> room() {
    return List.of(Step.of("memory", "cat", "/proc/meminfo"), Step.of("disk", "df", "-Pk", path));
  }

  @Override
  public Optional<String> unread(Answers answers) {
    return answers.good("list").isPresent() ? Optional.empty() : Optional.of(answers.said("list"));
  }

  @Override
  public HostReading reading(Answers answers, Instant readAt) {
    List<String> unparsed = new ArrayList<>();
    List<SeenContainer> containers = new ArrayList<>();
    String configs = answers.good("configs").orElse("");
    for (String line : answers.good("list").orElse("").lines().toList()) {
      String[] f = line.strip().split("\\s+");
      if (line.isBlank() || f[0].equals("NAME")) {
        continue;
      }
      if (f.length < 3) {
        unparsed.add(line);
        continue;
      }
      containers.add(seen(f[0], f[1], f[2].equals("1"), configOf(configs, f[0])));
    }
    answers
        .good("making")
        .orElse("")
        .lines()
        .filter(name -> containers.stream().noneMatch(c -> c.container().equals(name)))
        .map(Lxc::neverWhole)
        .forEach(containers::add);
    return new HostReading(
        product,
        readAt,
        Room.memoryMiB(answers.good("memory").orElse("")),
        Room.diskMiB(answers.good("disk").orElse("")),
        containers,
        unparsed);
  }

  private static SeenContainer neverWhole(String name) {
    return new SeenContainer(name, null, ContainerState.UNKNOWN, List.of(), null, null);
  }

  private String configOf(String configs, String name) {
    String head = "==> " + path + "/" + name + "/config\n";
    int from = configs.indexOf(head);
    if (from < 0) {
      return "";
    }
    int end = configs.indexOf("\n==> ", from);
    return configs.substring(from + head.length(), end < 0 ? configs.length() : end);
  }

  private static SeenContainer seen(String name, String state, boolean onBoot, String config) {
    return new SeenContainer(
        name,
        LxcConfig.value(config, "lxc.uts.name").orElse(null),
        switch (state) {
          case "RUNNING" -> ContainerState.RUNNING;
          case "STOPPED" -> ContainerState.STOPPED;
          case "FROZEN" -> ContainerState.SUSPENDED;
          default -> ContainerState.UNKNOWN;
        },
        LxcConfig.values(config, NET + "ipv4.address").map(Lxc::withoutPrefix).toList(),
        config
            .lines()
            .filter(l -> l.startsWith(TEMPLATE))
            .map(l -> l.substring(TEMPLATE.length()))
            .findFirst()
            .orElse(null),
        onBoot);
  }

  /** Addresses are told apart as such: a prefix belongs to the network. */
  private static String withoutPrefix(String address) {
    return address.split("/", 2)[0].split("\\s+", 2)[0];
  }

  @Override
  public List<Step> create(Creation creation, Answers before) {
    String name = creation.id().text();
    String making = path + "/.making-" + name;
    String done = path + "/" + name;
    List<String> config = new ArrayList<>();
    config.add(TEMPLATE + creation.template());
    config.add("lxc.include = /usr/share/lxc/config/common.conf");
    config.add("lxc.rootfs.path = dir:" + done + "/rootfs");
    config.add("lxc.apparmor.profile = unconfined");
    config.add(NET + "type = veth");
    config.add(NET + "link = " + bridge);
    config.add(NET + "name = eth0");
    config.add(NET + "flags = up");
    config.addAll(lines(creation.settings()));
    List<Step> steps = new ArrayList<>();
    steps.add(Step.of("clear", "rm", "-rf", "--one-file-system", making));
    steps.add(Step.of("mkdir", "mkdir", "-p", making + "/rootfs"));
    steps.add(
        Step.of(
            "create",
            "tar",
            "-xf",
            templateFolder() + "/" + creation.template(),
            "-C",
            making + "/rootfs",
            "--numeric-owner"));
    steps.add(
        Step.of(
            "init",
            "sh",
            "-c",
            "[ -x \"$0/sbin/init\" ] || [ -L \"$0/sbin/init\" ]"
                + " || { echo \"there is no /sbin/init in the template\" >&2; exit 47; }",
            making + "/rootfs"));
    steps.add(write("config", making + "/config", config));
    creation
        .settings()
        .hostname()
        .ifPresent(
            h -> steps.add(write("hostname", making + "/rootfs/etc/hostname", List.of(h.text()))));
    resolv(creation.settings(), making).ifPresent(steps::add);
    steps.add(Step.of("rename", "mv", "-T", "-n", "--", making, done));
    return steps;
  }

  private static Optional<Step> resolv(Settings settings, String folder) {
    if (settings.nameservers().isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>();
    settings.searchDomain().ifPresent(s -> lines.add("search " + s.text()));
    settings.nameservers().forEach(n -> lines.add("nameserver " + n));
    // A link that leads out of the container must not be followed.
    List<String> argv =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "rm -f \"$0\" && " + LxcScripts.WRITE_LINES,
                folder + "/rootfs/etc/resolv.conf"));
    argv.addAll(lines);
    return Optional.of(new Step("resolv", argv));
  }

  private static Step write(String id, String file, List<String> lines) {
    List<String> argv =
        new ArrayList<>(List.of("sh", "-c", "rm -f \"$0\" && " + LxcScripts.WRITE_LINES, file));
    argv.addAll(lines);
    return new Step(id, argv);
  }

  /** Lines of a configuration that settings ask for. */
  private List<String> lines(Settings s) {
    List<String> lines = new ArrayList<>();
    s.hostname().ifPresent(h -> lines.add("lxc.uts.name = " + h.text()));
    for (Address address : s.addressesOrNone()) {
      lines.add(NET + "ipv4.address = " + address.withPrefix(USUAL_PREFIX));
    }
    s.gateway().ifPresent(g -> lines.add(NET + "ipv4.gateway = " + g));
    s.onBoot().ifPresent(b -> lines.add("lxc.start.auto = " + (b ? "1" : "0")));
    Integer memory = s.resources().memoryMiB();
    if (memory != null) {
      lines.add(memoryKey() + " = " + memory + "M");
    }
    Integer units = s.resources().cpuUnits();
    if (units != null) {
      lines.add(
          unified
              ? "lxc.cgroup2.cpu.weight = " + Math.clamp(units / 10, 1, 10_000)
              : "lxc.cgroup.cpu.shares = " + units);
    }
    Integer cpus = s.resources().cpus();
    if (cpus != null) {
      lines.add(
          (unified ? "lxc.cgroup2.cpuset.cpus = " : "lxc.cgroup.cpuset.cpus = ")
              + "0-"
              + (cpus - 1));
    }
    return lines;
  }

  private String memoryKey() {
    return unified ? "lxc.cgroup2.memory.max" : "lxc.cgroup.memory.limit_in_bytes";
  }

  @Override
  public List<Step> start(ContainerId id) {
    return List.of(
        Step.of(
            "address",
            "sh",
            "-c",
            LxcScripts.LOOK_FOR_ADDRESSES,
            path + "/" + id.text() + "/config"),
        Step.of("start", "sh", "-c", LxcScripts.START, path, id.text()));
  }

  @Override
  public List<Step> stop(ContainerId id, boolean kill) {
    return List.of(
        kill
            ? Step.of("stop", "lxc-stop", "-P", path, "-n", id.text(), "-k")
            : Step.of("stop", "lxc-stop", "-P", path, "-n", id.text(), "-t", "60"));
  }

  @Override
  public List<Step> beforeSet(ContainerId id) {
    return List.of(Step.of("config", "cat", path + "/" + id.text() + "/config"));
  }

  @Override
  public List<Step> set(ContainerId id, Settings s, Answers before) {
    String config = before.good("config").orElse("");
    Set<String> replaced = new LinkedHashSet<>();
    List<String> lines = lines(s);
    lines.forEach(l -> replaced.add(l.substring(0, l.indexOf('=')).strip()));
    if (s.addresses().isPresent()) {
      replaced.add(NET + "ipv4.address");
    }
    String folder = path + "/" + id.text();
    List<Step> steps = new ArrayList<>();
    if (!replaced.isEmpty()) {
      steps.add(write("write", folder + "/config.new", LxcConfig.with(config, replaced, lines)));
      steps.add(Step.of("set", "mv", "-f", "--", folder + "/config.new", folder + "/config"));
    }
    resolv(s, folder).ifPresent(steps::add);
    return steps;
  }

  @Override
  public List<Step> destroy(ContainerId id) {
    return List.of(Step.of("destroy", "sh", "-c", LxcScripts.DESTROY, path, id.text()));
  }

  @Override
  public List<Step> snapshot(ContainerId id, String name) {
    // lxc-snapshot numbers its snapshots itself: the name goes into the comment that it lists.
    return List.of(Step.of("snapshot", "sh", "-c", LxcScripts.SNAPSHOT, path, id.text(), name));
  }

  /** By cp and not by lxc-copy, which needs rsync and says nothing where there is none. */
  @Override
  public List<Step> copy(ContainerId from, ContainerId to, HostName hostname, Answers before) {
    String making = path + "/.making-" + to.text();
    return List.of(
        Step.of("clear", "rm", "-rf", "--one-file-system", making),
        Step.of("mkdir", "mkdir", "-p", making),
        Step.of("copy", "cp", "-a", path + "/" + from.text() + "/rootfs", making + "/rootfs"),
        Step.of(
            "config",
            "sh",
            "-c",
            LxcScripts.COPY_CONFIG,
            path + "/" + from.text(),
            making,
            path + "/" + to.text(),
            hostname.text()),
        write("hostname", making + "/rootfs/etc/hostname", List.of(hostname.text())),
        Step.of("rename", "mv", "-T", "-n", "--", making, path + "/" + to.text()));
  }

  @Override
  public List<Step> migrate(ContainerId id, HostAddress to, Optional<String> node, boolean online) {
    return List.of();
  }

  @Override
  public String cannot() {
    return "plain LXC moves no container to another host";
  }

  @Override
  public List<Step> look(ContainerId id) {
    return inside(id).look(Step.of("status", "lxc-info", "-P", path, "-n", id.text(), "-s"));
  }

  @Override
  public Step awaitAddresses(ContainerId id, List<Address> addresses, Duration atMost) {
    return inside(id).awaitAddresses(addresses, atMost);
  }

  @Override
  public Step ping(ContainerId id, Ipv4 gateway) {
    return inside(id).ping(gateway);
  }

  @Override
  public List<Step> lock(ContainerId id) {
    return List.of();
  }

  private Inside inside(ContainerId id) {
    return new Inside(List.of("lxc-attach", "-P", path, "-n", id.text(), "--"));
  }
}
