package dev.vireo.container.command;

import dev.vireo.bus.container.DistributionMapped;
import dev.vireo.bus.container.DistributionUnresolved;
import dev.vireo.bus.container.DistributionsScanned;
import dev.vireo.bus.container.MapDistribution;
import dev.vireo.bus.container.ScanHostDistributions;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.TemplateEvidence;
import dev.vireo.bus.container.UnmapDistribution;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.bus.service.ViewPositions;
import dev.vireo.container.domain.distribution.MappingProposal;
import dev.vireo.container.driver.ContainerHost;
import dev.vireo.container.driver.HostFiles;
import dev.vireo.container.projection.ContainerStore;
import dev.vireo.container.projection.LinkView;
import dev.vireo.container.tool.Answers;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads which configurations serve which distributions, and has one serve another. */
final class DistributionHandlers implements MappingAdvice {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration CATCH_UP = Duration.ofSeconds(30);

  private final Reached reached;
  private final ContainerStore views;
  private final ViewPositions positions;
  private final Inside inside;

  DistributionHandlers(
      Reached reached, ContainerStore views, ViewPositions positions, Inside inside) {
    this.reached = reached;
    this.views = views;
    this.positions = positions;
    this.inside = inside;
  }

  Result scan(Handling<ScanHostDistributions> handling) throws InterruptedException {
    return reached.withFiles(
        handling.command().host(),
        (host, files) -> {
          Optional<Distributions> read = Distributions.read(host, files);
          if (read.isEmpty()) {
            return LxcDistributions.setsUp(host)
                ? new LxcDistributions(inside).scan(handling, host, files)
                : Result.done(
                    host.name() + " (" + host.product() + ") has no distribution configurations",
                    Fleet.figures("configs", 0, "unresolved", 0));
          }
          Distributions there = read.get();
          handling.publish(
              new DistributionsScanned(
                  host.name(),
                  there.folder(),
                  there.entries().stream().sorted().toList(),
                  there.defaultIs().orElse(null),
                  there.resolved(),
                  Instant.now()));
          int unresolved = 0;
          for (String template : there.users().keySet()) {
            if (there.resolve(template).isUnresolved()) {
              unresolved++;
              handling.publish(there.unresolved(template, evidence(files, template)));
            }
          }
          return Result.done(
              "%s: %d templates, of which %d have no configuration of their own"
                  .formatted(host.name(), there.users().size(), unresolved),
              Fleet.figures("configs", there.entries().size(), "unresolved", unresolved));
        });
  }

  /** What the template's archive holds, where the host still has it. */
  private @Nullable TemplateEvidence evidence(HostFiles files, String template)
      throws HostFiles.Unreadable,
          UnreachableException,
          ScriptBrokenException,
          InterruptedException {
    Optional<String> file =
        files.list(files.templates()).stream()
            .map(HostFiles.Entry::name)
            .filter(n -> Distributions.withoutSuffix(n).equals(template))
            .findFirst();
    return file.isEmpty()
        ? null
        : inside.look(files, files.templates() + "/" + file.get()).evidence().orElse(null);
  }

  @Override
  public Optional<String> advice(ContainerHost host, SeenContainer container)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    String template = container.template();
    if (template == null) {
      return Optional.empty();
    }
    try {
      HostFiles files = host.files();
      Optional<Distributions> there = Distributions.read(host, files);
      if (there.isEmpty() || !there.get().resolve(template).isUnresolved()) {
        return Optional.empty();
      }
      DistributionUnresolved what = there.get().unresolved(template, evidence(files, template));
      return Optional.of(what.advice() + "; then start it again");
    } catch (HostFiles.Unreadable e) {
      return Optional.empty();
    }
  }

  Result map(Handling<MapDistribution> handling) throws InterruptedException {
    MapDistribution c = handling.command();
    TemplateFile.parse("template", c.template());
    String config = c.config();
    if (config != null) {
      TemplateFile.parse("config", config);
    }
    return reached.withFiles(
        c.host(),
        (host, files) -> leased(handling, host, lease -> map(handling, host, files, lease)));
  }

  private Result map(
      Handling<MapDistribution> handling, ContainerHost host, HostFiles files, Lease lease)
      throws HostFiles.Unreadable,
          UnreachableException,
          ScriptBrokenException,
          InterruptedException {
    MapDistribution c = handling.command();
    Optional<Distributions> read = Distributions.read(host, files);
    if (read.isEmpty()) {
      return Result.rejected(
          "host", host.name() + " (" + host.product() + ") has no distribution configurations");
    }
    Distributions there = read.get();
    String template = Distributions.withoutSuffix(c.template());
    String begun = handling.intents().get("link");
    if (begun != null && there.exists(begun)) {
      return mapped(handling, there, begun, handling.intents().getOrDefault("target", ""));
    }
    if (!there.resolve(template).isUnresolved()) {
      return Result.rejected(
          "template",
          "'" + template + "' has a configuration: " + there.resolve(template).config().orElse(""));
    }
    String asked = c.config();
    Optional<String> target =
        asked == null
            ? there.relative(template, evidence(files, template))
            : Optional.of(Distributions.bare(asked) + ".conf");
    if (target.isEmpty() || !there.exists(target.get())) {
      return Result.rejected(
          "config",
          (target.isEmpty()
                  ? "no relative of '" + template + "' is known"
                  : "there is no " + target.get())
              + "; there are "
              + String.join(", ", there.entries().stream().sorted().toList()));
    }
    Optional<MappingProposal> proposal = there.proposal(template, target.get(), c.exact());
    if (proposal.isEmpty()) {
      return Result.rejected(
          "template",
          "a link for '" + template + "' would take another template's configuration away");
    }
    String link = proposal.get().link();
    handling.intend(
        List.of(new Journal.Intent("link", link), new Journal.Intent("target", target.get())));
    handling.checkpoint("before-link");
    // ln makes no link where something of that name is.
    Answers told =
        files.tell(
            bounded(lease), Step.of("ln", "ln", "-s", target.get(), there.folder() + "/" + link));
    handling.checkpoint("after-link");
    Distributions after = Distributions.read(host, files).orElse(there);
    return after.resolve(template).config().filter(link::equals).isPresent()
        ? mapped(handling, after, link, target.get())
        : Result.failed(
            FailureReason.NOT_VERIFIED,
            host.name()
                + ": the link "
                + link
                + " is not taken: ln "
                + told.said("ln")
                + "; look into "
                + there.folder());
  }

  private static Result mapped(
      Handling<?> handling, Distributions there, String link, String target) {
    List<String> serves =
        there.users().keySet().stream()
            .filter(t -> there.resolve(t).config().filter(link::equals).isPresent())
            .toList();
    handling.publish(
        new DistributionMapped(there.host(), there.folder(), link, target, serves, false));
    return Result.done(
        "%s: %s leads to %s and serves %s"
            .formatted(
                there.host(),
                link,
                target,
                serves.isEmpty() ? "no template that is there" : String.join(", ", serves)),
        Fleet.figures("link", link, "config", target));
  }

  Result unmap(Handling<UnmapDistribution> handling) throws InterruptedException {
    UnmapDistribution c = handling.command();
    TemplateFile.parse("link", c.link());
    positions.catchUp(CATCH_UP);
    Optional<LinkView> made = views.link(c.host(), c.link());
    if (made.isEmpty()) {
      return Result.rejected(
          "link", c.host() + " has no link '" + c.link() + "' that MapDistribution made");
    }
    return reached.withFiles(
        c.host(),
        (host, files) ->
            leased(handling, host, lease -> unmap(handling, host, files, made.get(), lease)));
  }

  private static Result unmap(
      Handling<?> handling, ContainerHost host, HostFiles files, LinkView made, Lease lease)
      throws HostFiles.Unreadable,
          UnreachableException,
          ScriptBrokenException,
          InterruptedException {
    Optional<HostFiles.Entry> before = entry(files, made);
    if (before.isPresent()
        && (before.get().kind() != 'l' || !before.get().target().equals(made.config()))) {
      return Result.rejected(
          "link", made.link() + " of " + host.name() + " is another one by now; it stays");
    }
    handling.intend(List.of(new Journal.Intent("unlink", made.link())));
    if (before.isPresent()) {
      Answers told =
          files.tell(bounded(lease), Step.of("rm", "rm", "--", made.folder() + "/" + made.link()));
      if (entry(files, made).isPresent()) {
        return Result.failed(
            FailureReason.NOT_VERIFIED,
            host.name() + ": " + made.link() + " is still there: rm " + told.said("rm"));
      }
    }
    handling.publish(
        new DistributionMapped(
            host.name(), made.folder(), made.link(), made.config(), List.of(), true));
    return Result.done(host.name() + ": " + made.link() + " is taken away");
  }

  private static Optional<HostFiles.Entry> entry(HostFiles files, LinkView made)
      throws HostFiles.Unreadable,
          UnreachableException,
          ScriptBrokenException,
          InterruptedException {
    return files.list(made.folder()).stream().filter(e -> e.name().equals(made.link())).findFirst();
  }

  private interface Leased {
    Result run(Lease lease)
        throws HostFiles.Unreadable,
            UnreachableException,
            ScriptBrokenException,
            InterruptedException;
  }

  private static Result leased(Handling<?> handling, ContainerHost host, Leased body)
      throws HostFiles.Unreadable,
          UnreachableException,
          ScriptBrokenException,
          InterruptedException {
    String resource = host.name() + "/templates";
    Optional<Lease> lease = handling.lease(resource, PATIENCE);
    if (lease.isEmpty()) {
      return HostFailure.busy(resource, PATIENCE);
    }
    try (Lease mine = lease.get()) {
      return body.run(mine);
    }
  }

  private static Duration bounded(Lease lease) {
    Duration rest = lease.remaining();
    return rest.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : rest;
  }
}
