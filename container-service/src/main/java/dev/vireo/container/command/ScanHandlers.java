package dev.vireo.container.command;

import dev.vireo.bus.container.CheckHostContainers;
import dev.vireo.bus.container.ContainerChange;
import dev.vireo.bus.container.ContainerDefined;
import dev.vireo.bus.container.ContainerDriftEnded;
import dev.vireo.bus.container.ContainerDrifted;
import dev.vireo.bus.container.ContainerState;
import dev.vireo.bus.container.ContainersScanned;
import dev.vireo.bus.container.DefineContainer;
import dev.vireo.bus.container.DefinedContainer;
import dev.vireo.bus.container.DefinitionMode;
import dev.vireo.bus.container.DefinitionRemoved;
import dev.vireo.bus.container.RemoveDefinition;
import dev.vireo.bus.container.ScanHostContainers;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.SetContainer;
import dev.vireo.bus.container.StartContainer;
import dev.vireo.bus.container.StopContainer;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.bus.service.ViewPositions;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.domain.lifecycle.HostName;
import dev.vireo.container.projection.ContainerStore;
import dev.vireo.container.projection.DefinitionView;
import dev.vireo.container.projection.DriftView;
import dev.vireo.container.tool.HostReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Reads hosts' containers, and holds them against how they shall be. */
final class ScanHandlers {

  private static final Duration CATCH_UP = Duration.ofSeconds(30);

  private final Reached reached;
  private final HostSelection selection;
  private final ContainerStore views;
  private final ViewPositions positions;

  ScanHandlers(
      Reached reached, HostSelection selection, ContainerStore views, ViewPositions positions) {
    this.reached = reached;
    this.selection = selection;
    this.views = views;
    this.positions = positions;
  }

  Result scan(Handling<ScanHostContainers> handling) throws InterruptedException {
    return reached.with(
        handling.command().host(),
        host -> {
          HostReading seen = host.read();
          publish(handling, host.name(), seen);
          return Result.done(
              host.name()
                  + " ("
                  + seen.product()
                  + "): "
                  + seen.containers().size()
                  + " containers",
              Fleet.figures(
                  "containers", seen.containers().size(), "running", running(seen.containers())));
        });
  }

  private static long running(List<SeenContainer> containers) {
    return containers.stream().filter(c -> c.state() == ContainerState.RUNNING).count();
  }

  private static void publish(Handling<?> handling, String host, HostReading seen) {
    handling.publish(
        new ContainersScanned(
            host,
            seen.product(),
            seen.readAt(),
            orNull(seen.freeMemoryMiB()),
            orNull(seen.freeDiskMiB()),
            seen.containers(),
            seen.unparsed()));
  }

  private static @org.jspecify.annotations.Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  Result define(Handling<DefineContainer> handling) throws InterruptedException {
    DefineContainer c = handling.command();
    ContainerId.parse("container", c.container());
    String hostname = c.desired().hostname();
    if (hostname != null) {
      HostName.parse("desired.hostname", hostname);
    }
    FromWire.addresses(c.desired().addresses());
    selection.one("host", c.host());
    handling.publish(new ContainerDefined(c.host(), c.container(), c.desired(), c.mode()));
    return Result.done(c.host() + ", container " + c.container() + " is defined");
  }

  Result remove(Handling<RemoveDefinition> handling) throws InterruptedException {
    RemoveDefinition c = handling.command();
    positions.catchUp(CATCH_UP);
    boolean holds =
        views.definitions(c.host()).stream().anyMatch(d -> d.container().equals(c.container()));
    if (!holds && !handling.resumed()) {
      return Result.rejected(
          "container", c.host() + " has no definition of a container " + c.container());
    }
    handling.publish(new DefinitionRemoved(c.host(), c.container()));
    if (views.drifts(c.host()).stream().anyMatch(d -> d.container().equals(c.container()))) {
      handling.publish(new ContainerDriftEnded(c.host(), c.container(), "it is defined no longer"));
    }
    return Result.done(c.host() + ", container " + c.container() + " is defined no longer");
  }

  Result check(Handling<CheckHostContainers> handling) throws InterruptedException {
    String name = handling.command().host();
    positions.catchUp(CATCH_UP);
    List<DefinitionView> definitions = views.definitions(name);
    List<DriftView> open = views.drifts(name);
    return reached.with(name, host -> held(handling, host.read(), name, definitions, open));
  }

  private static Result held(
      Handling<CheckHostContainers> handling,
      HostReading seen,
      String host,
      List<DefinitionView> definitions,
      List<DriftView> open)
      throws InterruptedException {
    publish(handling, host, seen);
    Set<String> drifted = new HashSet<>();
    List<dev.vireo.bus.Command> enforce = new ArrayList<>();
    for (DefinitionView definition : definitions) {
      Optional<SeenContainer> now = seen.container(new ContainerId(definition.container()));
      List<ContainerChange> departures = departures(definition.desired(), now);
      if (departures.isEmpty()) {
        continue;
      }
      drifted.add(definition.container());
      boolean known =
          open.stream()
              .anyMatch(
                  d ->
                      d.container().equals(definition.container())
                          && d.mode().equals(definition.mode().name())
                          && d.departures().equals(departures));
      if (!known) {
        handling.publish(
            new ContainerDrifted(host, definition.container(), departures, definition.mode()));
      }
      if (definition.mode() == DefinitionMode.ENFORCE && now.isPresent()) {
        enforce.addAll(commands(host, definition, departures));
      }
    }
    Set<String> ended = new TreeSet<>();
    open.stream().map(DriftView::container).filter(c -> !drifted.contains(c)).forEach(ended::add);
    ended.forEach(
        c ->
            handling.publish(new ContainerDriftEnded(host, c, "a fresh read shows it as defined")));
    return enforced(handling, host, drifted.size(), enforce);
  }

  /** Settings come before it is started, so they go out and end before the rest. */
  private static Result enforced(
      Handling<?> handling, String host, int drifted, List<dev.vireo.bus.Command> commands)
      throws InterruptedException {
    Fleet settings =
        Fleet.run(
            handling,
            commands.stream().filter(c -> c instanceof SetContainer).toList(),
            "bringing back");
    Fleet states =
        Fleet.run(
            handling,
            commands.stream().filter(c -> !(c instanceof SetContainer)).toList(),
            "bringing back");
    int failed = settings.failed().size() + states.failed().size();
    var figures = Fleet.figures("drifted", drifted, "enforced", commands.size() - failed);
    String summary = host + ": " + drifted + " containers are not as defined";
    return failed == 0
        ? Result.done(summary, figures)
        : Result.failed(
            FailureReason.PARTLY_DONE,
            summary
                + ", and "
                + failed
                + " could not be brought back:\n"
                + settings.failures(10)
                + states.failures(10),
            figures);
  }

  /** From what it shall be to what it is. */
  private static List<ContainerChange> departures(
      DefinedContainer desired, Optional<SeenContainer> now) {
    if (now.isEmpty()) {
      return List.of(new ContainerChange("container", "there", "not there"));
    }
    List<ContainerChange> departures = new ArrayList<>();
    SeenContainer seen = now.get();
    boolean runs = seen.state() == ContainerState.RUNNING;
    if (runs != desired.running()) {
      departures.add(
          new ContainerChange(
              "state", desired.running() ? "RUNNING" : "STOPPED", seen.state().name()));
    }
    String hostname = desired.hostname();
    if (hostname != null && !hostname.equals(seen.hostname())) {
      departures.add(new ContainerChange("hostname", hostname, seen.hostname()));
    }
    if (!desired.addresses().isEmpty()) {
      Set<String> wanted = new TreeSet<>();
      desired.addresses().forEach(a -> wanted.add(a.split("/", 2)[0]));
      Set<String> has = new TreeSet<>(Ids.addresses(List.of(seen)));
      if (!wanted.equals(has)) {
        departures.add(
            new ContainerChange("addresses", String.join(", ", wanted), String.join(", ", has)));
      }
    }
    Boolean onBoot = desired.onBoot();
    if (onBoot != null && seen.onBoot() != null && !onBoot.equals(seen.onBoot())) {
      departures.add(
          new ContainerChange("onBoot", onBoot.toString(), String.valueOf(seen.onBoot())));
    }
    return departures;
  }

  private static List<dev.vireo.bus.Command> commands(
      String host, DefinitionView definition, List<ContainerChange> departures) {
    List<dev.vireo.bus.Command> commands = new ArrayList<>();
    DefinedContainer desired = definition.desired();
    if (departures.stream().anyMatch(d -> !d.setting().equals("state"))) {
      commands.add(
          new SetContainer(
              host,
              definition.container(),
              desired.hostname(),
              desired.addresses(),
              false,
              null,
              List.of(),
              null,
              null,
              desired.onBoot()));
    }
    if (departures.stream().anyMatch(d -> d.setting().equals("state"))) {
      commands.add(
          desired.running()
              ? new StartContainer(host, definition.container(), null)
              : new StopContainer(host, definition.container(), false));
    }
    return commands;
  }
}
