package dev.vireo.container.tool;

import dev.vireo.bus.container.ContainerResources;
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
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * OpenVZ, alone or under Proxmox VE before 4.0, by {@code vzctl} and {@code vzlist}.
 *
 * @param product what the host is
 * @param templateRule which names it offers
 * @param version of vzctl: the memory of a container is {@code --ram} from 4.0, and before that a
 *     number of pages
 * @param paths where things lie, from {@code /etc/vz/vz.conf}
 */
public record Vzctl(String product, TemplateRule templateRule, int version, VzPaths paths)
    implements ContainerTool {

  private static final int PAGES_IN_MIB = 256;

  /** Proxmox VE 1.x leaves a new container mounted, and vzctl destroys no mounted one. */
  private static final String UNMOUNT =
      "case \"$(vzctl status \"$0\")\" in *' mounted down'*) vzctl umount \"$0\" ;; esac";

  /**
   * Without its configuration no listing would show a copy: what is not whole is taken away again.
   */
  private static final String COPY =
      "for p in \"$1\" \"$4\"; do [ ! -e \"$p\" ] || { echo \"$p already exists\" >&2; exit 1; }; done;"
          + " cp -a \"$0\" \"$1\" && mkdir -p \"$2\" && cp -p \"$3\" \"$4\" && exit 0;"
          + " s=$?; rm -rf \"$1\"; rm -f \"$4\"; exit $s";

  /** {@code CTID 101 exist mounted running}; VEID before 3.0.24. */
  private static final Pattern RUNNING = Pattern.compile("\\brunning\\b");

  @Override
  public Pattern runningWord() {
    return RUNNING;
  }

  @Override
  public String templateFolder() {
    return paths.template() + "/cache";
  }

  @Override
  public Optional<String> distributionFolder() {
    return Optional.of(paths.dists());
  }

  @Override
  public List<Step> listing() {
    // Addresses come last: there may be several, with blanks between.
    return List.of(Step.of("list", "vzlist", "-a", "-H", "-o", VzList.FIELDS));
  }

  @Override
  public List<Step> room() {
    return List.of(
        Step.of("memory", "cat", "/proc/meminfo"),
        Step.of("disk", "df", "-Pk", paths.privateParent()));
  }

  @Override
  public Optional<String> unread(Answers answers) {
    return answers
        .result("list")
        .filter(r -> !r.ok() && !VzList.saysNone(r.stdout() + r.stderr()))
        .map(r -> answers.said("list"));
  }

  @Override
  public HostReading reading(Answers answers, Instant readAt) {
    List<String> unparsed = new ArrayList<>();
    return new HostReading(
        product,
        readAt,
        Room.memoryMiB(answers.good("memory").orElse("")),
        Room.diskMiB(answers.good("disk").orElse("")),
        VzList.parse(answers.good("list").orElse(""), unparsed),
        unparsed);
  }

  @Override
  public List<Step> create(Creation creation, Answers before) {
    List<Step> steps = new ArrayList<>();
    steps.add(
        Step.of(
            "create",
            "vzctl",
            "create",
            creation.id().text(),
            "--ostemplate",
            withoutSuffix(creation.template())));
    steps.addAll(set(creation.id(), creation.settings(), new Answers(List.of())));
    return steps;
  }

  /** {@code vzctl} adds the suffixes it knows by itself. */
  static String withoutSuffix(String template) {
    return template.replaceFirst("\\.tar(\\.(gz|bz2|xz|zst))?$", "");
  }

  @Override
  public List<Step> start(ContainerId id) {
    return List.of(Step.of("start", "vzctl", "start", id.text()));
  }

  @Override
  public List<Step> stop(ContainerId id, boolean kill) {
    return List.of(
        kill
            ? Step.of("stop", "vzctl", "stop", id.text(), "--fast")
            : Step.of("stop", "vzctl", "stop", id.text()));
  }

  @Override
  public List<Step> beforeSet(ContainerId id) {
    return List.of();
  }

  @Override
  public List<Step> set(ContainerId id, Settings settings, Answers before) {
    Options options =
        new Options("vzctl", "set", id.text())
            .add("--hostname", settings.hostname(), HostName::text)
            .addresses(settings.addresses(), a -> a.ip().toString());
    settings.nameservers().forEach(n -> options.add("--nameserver", n.toString()));
    options
        .add("--searchdomain", settings.searchDomain(), HostName::text)
        .add("--onboot", settings.onBoot(), b -> b ? "yes" : "no");
    resources(settings.resources(), options);
    return options.step("set", "--save");
  }

  private void resources(ContainerResources r, Options options) {
    Integer memory = r.memoryMiB();
    Integer disk = r.diskGiB();
    if (version >= 4) {
      options.add("--ram", memory, "M").add("--swap", r.swapMiB(), "M");
    } else if (memory != null) {
      options.add("--privvmpages", Long.toString((long) memory * PAGES_IN_MIB));
    }
    options
        .add("--diskspace", Optional.ofNullable(disk), d -> d + "G:" + d + "G")
        .add("--cpus", r.cpus(), "")
        .add("--cpuunits", r.cpuUnits(), "");
  }

  @Override
  public List<Step> destroy(ContainerId id) {
    return List.of(
        Step.of("umount", "sh", "-c", UNMOUNT, id.text()),
        Step.of("destroy", "vzctl", "destroy", id.text()));
  }

  @Override
  public List<Step> snapshot(ContainerId id, String name) {
    return version >= 4
        ? List.of(Step.of("snapshot", "vzctl", "snapshot", id.text(), "--name", name))
        : List.of();
  }

  @Override
  public List<Step> copy(ContainerId from, ContainerId to, HostName hostname, Answers before) {
    return List.of(
        Step.of(
            "copy",
            "sh",
            "-c",
            COPY,
            paths.privateOf(from),
            paths.privateOf(to),
            paths.rootOf(to),
            paths.configOf(from),
            paths.configOf(to)),
        Step.of(
            "set",
            "vzctl",
            "set",
            to.text(),
            "--ipdel",
            "all",
            "--hostname",
            hostname.text(),
            "--save"));
  }

  @Override
  public List<Step> migrate(ContainerId id, HostAddress to, Optional<String> node, boolean online) {
    List<String> argv = new ArrayList<>(List.of("vzmigrate"));
    if (to.port() != HostAddress.SSH_PORT) {
      argv.add("--ssh=-p " + to.port());
    }
    if (online) {
      argv.add("--online");
    }
    argv.add(to.host());
    argv.add(id.text());
    return List.of(new Step("migrate", argv));
  }

  @Override
  public String cannot() {
    return "vzctl before 4.0 takes no snapshots";
  }

  @Override
  public List<Step> look(ContainerId id) {
    return inside(id)
        .look(
            Step.of("status", "vzctl", "status", id.text()),
            Step.of("config", "cat", paths.configOf(id)));
  }

  @Override
  public List<Ipv4> nameservers(Answers answers) {
    return Ipv4.wordsOf(VzPaths.value(answers.good("config").orElse(""), "NAMESERVER"));
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
    return List.of(Step.of("lock", "cat", paths.lockOf(id)));
  }

  private static Inside inside(ContainerId id) {
    return new Inside(List.of("vzctl", "exec", id.text()));
  }
}
