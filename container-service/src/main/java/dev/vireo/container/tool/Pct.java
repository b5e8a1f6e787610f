package dev.vireo.container.tool;

import dev.vireo.bus.container.ContainerResources;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.TemplateRule;
import dev.vireo.container.domain.lifecycle.Address;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.domain.lifecycle.HostName;
import dev.vireo.container.domain.lifecycle.Ipv4;
import dev.vireo.container.tool.PveListings.Row;
import dev.vireo.container.tool.PveListings.Storage;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.script.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Proxmox VE from 4.0 by {@code pct}, {@code pveam} and {@code pvesm}.
 *
 * @param product such as {@code Proxmox VE 8.2}
 * @param templateRule which names it offers
 * @param major its release: options of {@code pct} differ
 * @param bridge bridge that network devices are put on
 * @param storage where root file systems are put; empty: where most is free
 */
public record Pct(
    String product, TemplateRule templateRule, int major, String bridge, Optional<String> storage)
    implements ContainerTool {

  /** What a root file system gets of which no size was said; the tool's own usual size. */
  static final int USUAL_DISK_GIB = 4;

  private static final int SHUTDOWN_SECONDS = 60;
  private static final Pattern RUNNING = Pattern.compile("(?m)^status: running$");
  private static final String CONFIGS = "/etc/pve/lxc";
  private static final String HEAD = "==> ";

  @Override
  public Pattern runningWord() {
    return RUNNING;
  }

  @Override
  public String templateFolder() {
    return "/var/lib/vz/template/cache";
  }

  @Override
  public Optional<String> distributionFolder() {
    return Optional.empty();
  }

  @Override
  public List<Step> listing() {
    return List.of(
        Step.of("list", "pct", "list"),
        // One read of all: pct takes most of a second for each.
        Step.of(
            "configs",
            "sh",
            "-c",
            "for c in \"$0\"/*.conf; do [ -e \"$c\" ] && echo \""
                + HEAD
                + "$c\" && cat \"$c\"; done; :",
            CONFIGS));
  }

  @Override
  public List<Step> room() {
    return List.of(
        Step.of("memory", "cat", "/proc/meminfo"),
        Step.of("storages", "pvesm", "status", "--content", "rootdir"));
  }

  @Override
  public Optional<String> unread(Answers answers) {
    return answers.good("list").isPresent() ? Optional.empty() : Optional.of(answers.said("list"));
  }

  @Override
  public HostReading reading(Answers answers, Instant readAt) {
    List<String> unparsed = new ArrayList<>();
    String configs = answers.good("configs").orElse("");
    List<SeenContainer> containers = new ArrayList<>();
    for (Row row : PveListings.rows(answers.good("list").orElse(""), unparsed)) {
      containers.add(PveConfig.parse(configOf(configs, row.id())).seen(row.id(), row.status()));
    }
    OptionalLong free = rootStorage(answers).map(Storage::freeKiB).orElse(OptionalLong.empty());
    return new HostReading(
        product,
        readAt,
        Room.memoryMiB(answers.good("memory").orElse("")),
        free.isPresent() ? OptionalLong.of(free.getAsLong() / 1024) : OptionalLong.empty(),
        containers,
        unparsed);
  }

  private static String configOf(String configs, String id) {
    String head = HEAD + CONFIGS + "/" + id + ".conf\n";
    int from = configs.indexOf(head);
    if (from < 0) {
      return "";
    }
    int end = configs.indexOf("\n" + HEAD, from);
    return configs.substring(from + head.length(), end < 0 ? configs.length() : end);
  }

  private Optional<Storage> rootStorage(Answers answers) {
    List<Storage> all = PveListings.storages(answers.good("storages").orElse(""));
    return storage.isPresent()
        ? all.stream().filter(s -> s.name().equals(storage.get())).findFirst()
        : PveListings.roomiest(all);
  }

  @Override
  public List<Step> listTemplates() {
    // What awk takes out are names of storages, which hold nothing that a shell reads anything
    // into.
    return List.of(
        Step.of(
            "templates",
            "sh",
            "-c",
            "for s in $(pvesm status --content vztmpl"
                + " | awk '$3 == \"active\" || $3 == \"1\" {print $1}');"
                + " do pveam list \"$s\"; done"));
  }

  @Override
  public Optional<String> lacks(Answers answers, String template) {
    Optional<String> listed = answers.good("templates");
    if (listed.isEmpty()) {
      return Optional.of("its templates cannot be listed: " + answers.said("templates"));
    }
    return PveListings.volume(PveListings.volumes(listed.get()), template).isPresent()
        ? Optional.empty()
        : Optional.of("none of its storages offers such a template");
  }

  @Override
  public List<Step> beforeCreate() {
    List<Step> steps = new ArrayList<>(listTemplates());
    steps.add(Step.of("storages", "pvesm", "status", "--content", "rootdir"));
    return steps;
  }

  @Override
  public List<Step> create(Creation creation, Answers before) {
    Settings settings = creation.settings();
    Integer disk = settings.resources().diskGiB();
    List<String> argv = new ArrayList<>(List.of("pct", "create", creation.id().text()));
    // Where no storage offers it, pct says so itself.
    argv.add(
        PveListings.volume(
                PveListings.volumes(before.good("templates").orElse("")), creation.template())
            .orElse("local:vztmpl/" + creation.template()));
    argv.add("--rootfs");
    argv.add(
        rootStorage(before).map(Storage::name).or(() -> storage).orElse("local")
            + ":"
            + (disk == null ? USUAL_DISK_GIB : disk));
    if (major >= 5) {
      argv.addAll(List.of("--unprivileged", "1"));
    }
    argv.addAll(options(settings, new PveConfig(java.util.Map.of())));
    return List.of(new Step("create", argv));
  }

  /** Options of {@code pct create} and {@code pct set} alike. */
  private List<String> options(Settings s, PveConfig has) {
    Options options = new Options().add("--hostname", s.hostname(), HostName::text);
    NetDevice.changed(has.nets(), s.addresses(), s.gateway(), bridge)
        .forEach((net, value) -> options.add("--" + net, value));
    if (!s.nameservers().isEmpty()) {
      options.add(
          "--nameserver", String.join(" ", s.nameservers().stream().map(Ipv4::toString).toList()));
    }
    ContainerResources r = s.resources();
    return options
        .add("--searchdomain", s.searchDomain(), HostName::text)
        .add("--onboot", s.onBoot(), b -> b ? "1" : "0")
        .add("--memory", r.memoryMiB(), "")
        .add("--swap", r.swapMiB(), "")
        .add(major >= 5 ? "--cores" : "--cpulimit", r.cpus(), "")
        .add("--cpuunits", r.cpuUnits(), "")
        .words();
  }

  @Override
  public List<Step> start(ContainerId id) {
    return List.of(Step.of("start", "pct", "start", id.text()));
  }

  @Override
  public List<Step> stop(ContainerId id, boolean kill) {
    return List.of(
        kill
            ? Step.of("stop", "pct", "stop", id.text())
            : Step.of("stop", "pct", "shutdown", id.text(), "--timeout", "" + SHUTDOWN_SECONDS));
  }

  @Override
  public List<Step> beforeSet(ContainerId id) {
    return List.of(Step.of("config", "pct", "config", id.text()));
  }

  @Override
  public List<Step> set(ContainerId id, Settings settings, Answers before) {
    PveConfig has = PveConfig.parse(before.good("config").orElse(""));
    List<Step> steps = new ArrayList<>();
    List<String> options = options(settings, has);
    if (!options.isEmpty()) {
      List<String> argv = new ArrayList<>(List.of("pct", "set", id.text()));
      argv.addAll(options);
      steps.add(new Step("set", argv));
    }
    Integer disk = settings.resources().diskGiB();
    if (disk != null && !has.rootGiB().equals(Optional.of(disk))) {
      steps.add(Step.of("resize", "pct", "resize", id.text(), "rootfs", disk + "G"));
    }
    return steps;
  }

  @Override
  public List<Step> destroy(ContainerId id) {
    return List.of(Step.of("destroy", "pct", "destroy", id.text()));
  }

  /** What was being made keeps the lock of its making when its maker is gone. */
  @Override
  public List<Step> discard(ContainerId id) {
    return List.of(
        Step.of(
            "unlock",
            "sh",
            "-c",
            "if pct config \"$0\" | grep -q '^lock: create'; then pct unlock \"$0\"; fi",
            id.text()),
        Step.of("destroy", "pct", "destroy", id.text()));
  }

  @Override
  public List<Step> snapshot(ContainerId id, String name) {
    return List.of(Step.of("snapshot", "pct", "snapshot", id.text(), name));
  }

  @Override
  public List<Step> copy(ContainerId from, ContainerId to, HostName hostname, Answers before) {
    List<Step> steps = new ArrayList<>();
    steps.add(
        Step.of(
            "copy",
            "pct",
            "clone",
            from.text(),
            to.text(),
            "--hostname",
            hostname.text(),
            "--full",
            "1"));
    PveConfig has = PveConfig.parse(before.good("config").orElse(""));
    List<String> set = new ArrayList<>(List.of("pct", "set", to.text()));
    bare(has).forEach((net, value) -> set.addAll(List.of("--" + net, value)));
    if (set.size() > 3) {
      steps.add(new Step("set", set));
    }
    return steps;
  }

  /** Its devices without addresses; without a hardware address they get new ones. */
  static java.util.Map<String, String> bare(PveConfig has) {
    java.util.Map<String, String> bare = new java.util.LinkedHashMap<>();
    has.nets()
        .forEach(
            (number, text) ->
                bare.put(
                    "net" + number,
                    NetDevice.parse(text).without("ip", "gw", "ip6", "gw6", "hwaddr").toString()));
    return bare;
  }

  @Override
  public List<Step> askMember() {
    return List.of(Step.of("members", "cat", "/etc/pve/.members"));
  }

  @Override
  public Optional<ClusterMember> member(Answers answers) {
    return ClusterMember.of(answers.good("members").orElse(""));
  }

  /**
   * A container that runs is stopped, moved, and started there, from release 5; without stopping it
   * no release of Proxmox VE can, and pct says so itself.
   */
  @Override
  public List<Step> migrate(ContainerId id, HostAddress to, Optional<String> node, boolean online) {
    List<String> argv =
        new ArrayList<>(List.of("pct", "migrate", id.text(), node.orElse(to.host())));
    if (online) {
      argv.addAll(List.of("--online", "1"));
    } else if (major >= 5) {
      argv.addAll(List.of("--restart", "1"));
    }
    return List.of(new Step("migrate", argv));
  }

  @Override
  public String cannot() {
    return "pct has no such command";
  }

  @Override
  public List<Step> look(ContainerId id) {
    return inside(id)
        .look(
            Step.of("status", "pct", "status", id.text()),
            Step.of("config", "cat", CONFIGS + "/" + id.text() + ".conf"));
  }

  @Override
  public List<Ipv4> nameservers(Answers answers) {
    return Ipv4.wordsOf(
        PveConfig.parse(answers.good("config").orElse("")).get("nameserver").orElse(""));
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
    return List.of(
        Step.of("lock", "sed", "-n", "s/^lock: *//p", CONFIGS + "/" + id.text() + ".conf"));
  }

  private static Inside inside(ContainerId id) {
    return new Inside(List.of("pct", "exec", id.text(), "--"));
  }
}
