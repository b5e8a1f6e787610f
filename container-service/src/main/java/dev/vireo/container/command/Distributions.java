package dev.vireo.container.command;

import dev.vireo.bus.container.DistributionUnresolved;
import dev.vireo.bus.container.ResolvedDistribution;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.TemplateEvidence;
import dev.vireo.container.domain.distribution.DistributionConf;
import dev.vireo.container.domain.distribution.DistributionResolver;
import dev.vireo.container.domain.distribution.Family;
import dev.vireo.container.domain.distribution.Mapping;
import dev.vireo.container.domain.distribution.MappingProposal;
import dev.vireo.container.domain.distribution.Relatives;
import dev.vireo.container.domain.distribution.Resolution;
import dev.vireo.container.driver.ContainerHost;
import dev.vireo.container.driver.HostFiles;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The distribution configurations of a host as one read shows them, and what each of its templates
 * and containers gets.
 *
 * @param host the host's name
 * @param folder the folder of configurations
 * @param entries its files and links; links that lead nowhere are not among them
 * @param defaultIs what {@code default} does on this host, such as {@code debian}
 * @param users containers by the template they were made from; each template of the folder is a key
 */
record Distributions(
    String host,
    String folder,
    Set<String> entries,
    Optional<String> defaultIs,
    Map<String, List<String>> users) {

  /** Reads them; empty where the host has none, since its containers set up their network. */
  static Optional<Distributions> read(ContainerHost host, HostFiles files)
      throws HostFiles.Unreadable,
          UnreachableException,
          ScriptBrokenException,
          InterruptedException {
    if (files.distributions().isEmpty()) {
      return Optional.empty();
    }
    String folder = files.distributions().get();
    List<HostFiles.Entry> listed = files.list(folder);
    Set<String> there = whole(listed, folder);
    Optional<String> defaultIs =
        files
            .text(folder + "/" + Resolution.DEFAULT)
            .map(DistributionConf::parse)
            .flatMap(DistributionConf::family)
            .map(Family::word);
    Map<String, List<String>> users = new TreeMap<>();
    for (HostFiles.Entry file : files.list(files.templates())) {
      if (file.kind() != 'd') {
        users.put(withoutSuffix(file.name()), new ArrayList<>());
      }
    }
    for (SeenContainer container : host.read().containers()) {
      String template = container.template();
      if (template != null) {
        users.computeIfAbsent(template, t -> new ArrayList<>()).add(container.container());
      }
    }
    return Optional.of(new Distributions(host.name(), folder, there, defaultIs, users));
  }

  /** Names of files, and of links that lead to one, also by way of other links. */
  static Set<String> whole(List<HostFiles.Entry> listed, String folder) {
    Set<String> there =
        listed.stream()
            .filter(e -> e.kind() == 'f')
            .map(HostFiles.Entry::name)
            .collect(Collectors.toSet());
    List<HostFiles.Entry> links = listed.stream().filter(e -> e.kind() == 'l').toList();
    boolean more = true;
    while (more) {
      more = false;
      for (HostFiles.Entry link : links) {
        more |= leads(link.target(), folder, there) && there.add(link.name());
      }
    }
    return there;
  }

  /** A link within the folder; one that leads elsewhere is taken to lead somewhere. */
  private static boolean leads(String target, String folder, Set<String> there) {
    String name = target.startsWith(folder + "/") ? target.substring(folder.length() + 1) : target;
    return name.contains("/") || there.contains(name);
  }

  /** A template's name as a container's configuration has it. */
  static String withoutSuffix(String file) {
    return file.replaceFirst("(?i)\\.(tar(\\.(gz|bz2|xz|zst))?|tgz)$", "");
  }

  boolean exists(String name) {
    return entries.contains(name);
  }

  Resolution resolve(String template) {
    return DistributionResolver.resolve(template, this::exists);
  }

  /** All templates and what each gets. */
  List<ResolvedDistribution> resolved() {
    List<ResolvedDistribution> all = new ArrayList<>();
    users.forEach(
        (template, usedBy) -> {
          Resolution r = resolve(template);
          all.add(new ResolvedDistribution(template, r.config().orElse("none"), r.tried(), usedBy));
        });
    return all;
  }

  /** The configuration of its nearest relative, such as {@code gentoo.conf}. */
  Optional<String> relative(String template, @Nullable TemplateEvidence inside) {
    Map<String, Boolean> ids = new LinkedHashMap<>();
    if (inside != null && inside.distribution() != null) {
      ids.put(Objects.requireNonNull(inside.distribution()), true);
    }
    ids.put(idOf(template), true);
    return ids.keySet().stream()
        .map(id -> Relatives.nearest(id, List.of(), this::exists))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What its own name says it is: {@code sabayon} of {@code sabayon-5-SpinBase_5.4-1_i386}. */
  static String idOf(String template) {
    return template.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
  }

  /** The link that would serve a template, and its kind only. */
  Optional<MappingProposal> proposal(String template, String target, boolean exact) {
    Resolution resolution = resolve(template);
    List<String> others = users.keySet().stream().filter(t -> !t.equals(template)).toList();
    String id = idOf(template);
    return exact
        ? Mapping.full(resolution, target, others, this::exists)
        : Mapping.shortest(
            resolution, target, others, other -> idOf(other).equals(id), this::exists);
  }

  /** What is to be said of a template that gets {@code default}. */
  DistributionUnresolved unresolved(String template, @Nullable TemplateEvidence inside) {
    Optional<String> relative = relative(template, inside);
    Optional<MappingProposal> proposal = relative.flatMap(r -> proposal(template, r, false));
    return new DistributionUnresolved(
        host,
        template,
        resolve(template).tried(),
        defaultIs.orElse(null),
        relative.map(Distributions::bare).orElse(null),
        proposal.map(MappingProposal::link).orElse(null),
        users.getOrDefault(template, List.of()),
        advice(template, relative, proposal));
  }

  /** As the message on the bus and as a line of the command line. */
  private String advice(
      String template, Optional<String> relative, Optional<MappingProposal> proposal) {
    if (relative.isEmpty()) {
      return "no configuration of the host is known to fit; name one: MapDistribution "
          + template
          + " with its config (vireo templates map "
          + host
          + " "
          + CommandLineWord.of(template)
          + " --to CONFIG)";
    }
    return proposal
        .map(p -> mapping(bare(p.link()), bare(p.target()), ""))
        .orElseGet(() -> mapping(template, bare(relative.get()), " --full-name"));
  }

  private String mapping(String name, String config, String exact) {
    return "MapDistribution "
        + name
        + " -> "
        + config
        + (exact.isEmpty() ? "" : ", exact")
        + " (vireo templates map "
        + host
        + " "
        + CommandLineWord.of(name)
        + " --to "
        + CommandLineWord.of(config)
        + exact
        + ")";
  }

  static String bare(String config) {
    return config.replaceFirst("\\.conf$", "");
  }
}
