package dev.vireo.container.command;

import dev.vireo.bus.container.ContainerResources;
import dev.vireo.bus.container.CreateContainer;
import dev.vireo.bus.container.CreateHostContainer;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.container.command.Reservations.PoolExhausted;
import dev.vireo.container.command.Reservations.Reserved;
import dev.vireo.container.command.Survey.Surveyed;
import dev.vireo.container.domain.lifecycle.AddressPool;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.domain.lifecycle.NamePattern;
import dev.vireo.container.domain.lifecycle.Placement;
import dev.vireo.container.projection.ContainerStore;
import dev.vireo.container.tool.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes containers over a fleet: each where most is free, with an id that no host has. */
final class CreateContainerHandler implements CommandHandler<CreateContainer> {

  /** What a container of no said size is counted as. */
  private static final Placement.Need USUAL = new Placement.Need(256, 1024);

  private final HostSelection selection;
  private final Survey survey;
  private final Reservations reservations;
  private final ContainerStore views;

  CreateContainerHandler(
      HostSelection selection, Survey survey, Reservations reservations, ContainerStore views) {
    this.selection = selection;
    this.survey = survey;
    this.reservations = reservations;
    this.views = views;
  }

  @Override
  public Result handle(Handling<CreateContainer> handling) throws InterruptedException {
    CreateContainer c = handling.command();
    Integer asked = c.count();
    int count = asked == null ? 1 : asked;
    NamePattern names = NamePattern.parse("names", c.names(), count);
    TemplateFile.parse("template", c.template());
    FromWire.gateway(c.gateway());
    FromWire.servers(c.nameservers());
    FromWire.domain(c.searchDomain());
    String poolText = c.addresses();
    AddressPool pool = poolText == null ? null : AddressPool.parse("addresses", poolText);
    List<Host> hosts = selection.select("select", c.select());
    String id = handling.envelope().id();
    List<Reserved> reserved = reservations.of(id);
    if (reserved.isEmpty()) {
      List<Surveyed> surveyed = survey.of(hosts, c.template());
      Optional<Result> no = notPossible(surveyed, c);
      if (no.isPresent()) {
        return no.get();
      }
      List<String> placed = Placement.place(rooms(surveyed), count, need(c.resources()));
      if (placed.size() < count) {
        return Result.rejected(
            "count",
            "there is room for "
                + placed.size()
                + " of "
                + count
                + " on "
                + surveyed.stream().filter(Surveyed::usable).map(s -> s.host().name()).toList()
                + "; ask for fewer or smaller ones, or for more hosts");
      }
      try {
        reserved = reserve(id, c, pool, placed, surveyed);
      } catch (PoolExhausted e) {
        return Result.rejected("addresses", e.getMessage() + "; give a larger pool");
      }
    }
    handling.checkpoint("reserved");
    return made(handling, reserved, names, pool);
  }

  private static Optional<Result> notPossible(List<Surveyed> surveyed, CreateContainer c) {
    if (surveyed.stream().anyMatch(Surveyed::usable)) {
      return Optional.empty();
    }
    String why =
        surveyed.stream()
            .map(s -> s.host().name() + ": " + s.unusable().orElse(""))
            .limit(20)
            .collect(Collectors.joining("\n"));
    boolean reachable = surveyed.stream().anyMatch(s -> s.reading().isPresent());
    return Optional.of(
        reachable
            ? Result.rejected(
                "template", "no host has '" + c.template() + "' for containers:\n" + why)
            : Result.failed(FailureReason.UNREACHABLE, "no host could be asked:\n" + why));
  }

  private List<Reserved> reserve(
      String command,
      CreateContainer c,
      @Nullable AddressPool pool,
      List<String> placed,
      List<Surveyed> surveyed)
      throws PoolExhausted {
    List<SeenContainer> known = new ArrayList<>(views.allContainers());
    surveyed.forEach(s -> s.reading().ifPresent(r -> known.addAll(r.containers())));
    Set<String> usedAddresses = Ids.addresses(known);
    String gateway = c.gateway();
    if (gateway != null) {
      usedAddresses.add(gateway);
    }
    Integer first = c.firstId();
    return reservations.reserve(
        command,
        placed,
        first == null ? ContainerId.FIRST : first,
        Ids.of(known),
        pool == null ? null : pool.addresses().iterator(),
        usedAddresses);
  }

  private static List<Placement.Room> rooms(List<Surveyed> surveyed) {
    return surveyed.stream()
        .filter(Surveyed::usable)
        .map(
            s ->
                new Placement.Room(
                    s.host().name(),
                    s.reading().map(r -> r.containers().size()).orElse(0),
                    s.reading().map(r -> r.freeMemoryMiB()).orElse(OptionalLong.empty()),
                    s.reading().map(r -> r.freeDiskMiB()).orElse(OptionalLong.empty())))
        .toList();
  }

  private static Placement.Need need(@Nullable ContainerResources resources) {
    ContainerResources r = resources == null ? Settings.NO_RESOURCES : resources;
    Integer memory = r.memoryMiB();
    Integer disk = r.diskGiB();
    return new Placement.Need(
        memory == null ? USUAL.memoryMiB() : memory, disk == null ? USUAL.diskMiB() : disk * 1024L);
  }

  private static Result made(
      Handling<CreateContainer> handling,
      List<Reserved> reserved,
      NamePattern names,
      @Nullable AddressPool pool)
      throws InterruptedException {
    CreateContainer c = handling.command();
    List<CreateHostContainer> children =
        reserved.stream()
            .map(
                r ->
                    new CreateHostContainer(
                        r.host(),
                        Integer.toString(r.id()),
                        c.template(),
                        names.name(r.place()),
                        r.address() == null || pool == null
                            ? List.of()
                            : List.of(r.address() + "/" + pool.prefixOr(c.prefix())),
                        c.gateway(),
                        c.nameservers(),
                        c.searchDomain(),
                        c.resources(),
                        c.start(),
                        c.keepHalfMade()))
            .toList();
    Fleet fleet = Fleet.run(handling, children, c.start() ? "making and starting" : "making");
    var figures =
        Fleet.figures(
            "made", fleet.succeeded().size(),
            "failed", fleet.failed().size(),
            "containers", String.join("\n", fleet.succeeded()));
    int made = fleet.succeeded().size();
    String summary =
        made
            + (made == 1 ? " container made" : " containers made")
            + (c.start() ? ", started, and checked" : "");
    return fleet.failed().isEmpty()
        ? Result.done(summary, figures)
        : Result.failed(
            fleet.reason(),
            summary + "; " + fleet.failed().size() + " failed:\n" + fleet.failures(20),
            figures);
  }
}
