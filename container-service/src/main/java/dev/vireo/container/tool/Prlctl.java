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
import java.util.stream.Collectors;

/**
 * OpenVZ 7 by {@code prlctl} and {@code vzpkg}. It knows a container by a UUID and a name; one that
 * is made here has its id for a name. Its templates are packages ({@code centos-7-x86_64}) and no
 * files, and a package says itself which distribution's scripts its containers get.
 *
 * <p>Source: prlctl's own source and manual, releases 7.0.
 *
 * @param product such as {@code OpenVZ, prlctl version 7.0.164}
 * @param paths where things lie, from {@code /etc/vz/vz.conf}
 */
public record Prlctl(String product, VzPaths paths) implements ContainerTool {

  private static final int MIB_IN_GIB = 1024;
  private static final Pattern RUNNING = Pattern.compile("\\bexist running\\b");
  private static final Pattern TEMPLATE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");

  @Override
  public Pattern runningWord() {
    return RUNNING;
  }

  @Override
  public TemplateRule templateRule() {
    return TemplateRule.ANY;
  }

  @Override
  public String templateFolder() {
    return paths.template();
  }

  @Override
  public Optional<String> distributionFolder() {
    return Optional.empty();
  }

  @Override
  public List<Step> listing() {
    return List.of(
        Step.of("list", "prlctl", "list", "-a", "--vmtype", "ct", "-j", "-o", PrlList.FIELDS));
  }

  @Override
  public List<Step> room() {
    return List.of(
        Step.of("memory", "cat", "/proc/meminfo"),
        Step.of("disk", "df", "-Pk", paths.privateParent()));
  }

  @Override
  public Optional<String> unread(Answers answers) {
    Optional<String> list = answers.good("list");
    if (list.isEmpty()) {
      return Optional.of(answers.said("list"));
    }
    return PrlList.parse(list.get(), new ArrayList<>()).isPresent()
        ? Optional.empty()
        : Optional.of("what prlctl list printed is no JSON: " + answers.said("list"));
  }

  @Override
  public HostReading reading(Answers answers, Instant readAt) {
    List<String> unparsed = new ArrayList<>();
    return new HostReading(
        product,
        readAt,
        Room.memoryMiB(answers.good("memory").orElse("")),
        Room.diskMiB(answers.good("disk").orElse("")),
        PrlList.parse(answers.good("list").orElse(""), unparsed).orElse(List.of()),
        unparsed);
  }

  @Override
  public List<Step> listTemplates() {
    return List.of(Step.of("templates", "vzpkg", "list", "-O"));
  }

  /** {@code centos-7-x86_64 2016-02-09 17:04:41}: the time of its cache, blank where none is. */
  @Override
  public Optional<List<String>> packages(Answers answers) {
    return Optional.of(
        answers
            .good("templates")
            .orElse("")
            .lines()
            .map(l -> l.strip().split("\\s+", 2)[0])
            .filter(n -> TEMPLATE.matcher(n).matches())
            .toList());
  }

  @Override
  public Optional<String> lacks(Answers answers, String template) {
    if (answers.good("templates").isEmpty()) {
      return Optional.of("its templates cannot be listed: " + answers.said("templates"));
    }
    return packages(answers).orElse(List.of()).contains(template)
        ? Optional.empty()
        : Optional.of("it has no such template installed: vzpkg list -O shows what there is");
  }

  @Override
  public List<Step> create(Creation creation, Answers before) {
    List<Step> steps = new ArrayList<>();
    steps.add(
        Step.of(
            "create",
            "prlctl",
            "create",
            creation.id().text(),
            "--vmtype",
            "ct",
            "--ostemplate",
            creation.template()));
    steps.addAll(set(creation.id(), creation.settings(), new Answers(List.of())));
    return steps;
  }

  @Override
  public List<Step> start(ContainerId id) {
    return List.of(Step.of("start", "prlctl", "start", id.text()));
  }

  @Override
  public List<Step> stop(ContainerId id, boolean kill) {
    return List.of(
        kill
            ? Step.of("stop", "prlctl", "stop", id.text(), "--kill")
            : Step.of("stop", "prlctl", "stop", id.text()));
  }

  @Override
  public List<Step> beforeSet(ContainerId id) {
    return List.of();
  }

  @Override
  public List<Step> set(ContainerId id, Settings settings, Answers before) {
    ContainerResources r = settings.resources();
    Options options =
        new Options("prlctl", "set", id.text())
            .add("--hostname", settings.hostname(), HostName::text)
            .addresses(settings.addresses(), Address::toString);
    if (!settings.nameservers().isEmpty()) {
      options.add(
          "--nameserver",
          settings.nameservers().stream().map(Ipv4::toString).collect(Collectors.joining(",")));
    }
    options
        .add("--searchdomain", settings.searchDomain(), HostName::text)
        .add("--autostart", settings.onBoot(), b -> b ? "on" : "off")
        .add("--memsize", r.memoryMiB(), "M")
        .add("--swap", r.swapMiB(), "M")
        .add("--cpus", r.cpus(), "")
        .add("--cpuunits", r.cpuUnits(), "");
    List<Step> steps = new ArrayList<>(options.step("set"));
    Integer disk = r.diskGiB();
    if (disk != null) {
      // An option of a device is the only one of its command.
      steps.add(
          Step.of(
              "resize",
              "prlctl",
              "set",
              id.text(),
              "--device-set",
              "hdd0",
              "--size",
              disk * MIB_IN_GIB + "M"));
    }
    return steps;
  }

  @Override
  public List<Step> destroy(ContainerId id) {
    return List.of(Step.of("destroy", "prlctl", "delete", id.text()));
  }

  @Override
  public List<Step> snapshot(ContainerId id, String name) {
    return List.of(Step.of("snapshot", "prlctl", "snapshot", id.text(), "--name", name));
  }

  @Override
  public List<Step> copy(ContainerId from, ContainerId to, HostName hostname, Answers before) {
    return List.of(
        Step.of("copy", "prlctl", "clone", from.text(), "--name", to.text()),
        Step.of(
            "set", "prlctl", "set", to.text(), "--ipdel", "all", "--hostname", hostname.text()));
  }

  /** A container that runs is moved without being stopped; there is no option for it. */
  @Override
  public List<Step> migrate(ContainerId id, HostAddress to, Optional<String> node, boolean online) {
    List<String> argv = new ArrayList<>(List.of("prlctl", "migrate", id.text(), to.host()));
    // Else the source stays there, with .migrated behind its name.
    argv.add("--remove-src");
    if (to.port() != HostAddress.SSH_PORT) {
      argv.addAll(List.of("--ssh", "-p " + to.port()));
    }
    return List.of(new Step("migrate", argv));
  }

  @Override
  public String cannot() {
    return "prlctl has no such command";
  }

  @Override
  public List<Step> look(ContainerId id) {
    return inside(id).look(Step.of("status", "prlctl", "status", id.text()));
  }

  @Override
  public Step awaitAddresses(ContainerId id, List<Address> addresses, Duration atMost) {
    return inside(id).awaitAddresses(addresses, atMost);
  }

  @Override
  public Step ping(ContainerId id, Ipv4 gateway) {
    return inside(id).ping(gateway);
  }

  /** The daemon behind prlctl holds them, and says so when it is asked for something. */
  @Override
  public List<Step> lock(ContainerId id) {
    return List.of();
  }

  private static Inside inside(ContainerId id) {
    return new Inside(List.of("prlctl", "exec", id.text()));
  }
}
