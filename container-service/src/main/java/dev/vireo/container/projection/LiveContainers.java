package dev.vireo.container.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.container.ContainerChange;
import dev.vireo.bus.container.ContainerChanged;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerDestroyed;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerOrigin;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.ContainerState;
import dev.vireo.bus.container.ContainerStopped;
import dev.vireo.bus.container.ContainersScanned;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.live.LiveView;
import dev.vireo.bus.live.Shelf;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The live view {@code containers}: each container of a host, as last read and changed since. It
 * says what the rows of {@link Projections} say.
 */
@ApplicationScoped
public class LiveContainers implements LiveView {

  private static final Comparator<String> BY_NUMBER =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  /** So many events of a host are known again, more than one command can repeat after a crash. */
  private static final int REMEMBERED = 64;

  @Override
  public Set<Class<? extends Event>> takes() {
    return Set.of(
        ContainersScanned.class,
        ContainerCreated.class,
        ContainerStarted.class,
        ContainerStopped.class,
        ContainerChanged.class,
        ContainerDestroyed.class,
        ContainerFailed.class);
  }

  @Override
  public List<String> looksAt(Event event) {
    return switch (event) {
      case ContainerCreated e -> List.of(e.container());
      case ContainerStarted e -> List.of(e.container());
      case ContainerStopped e -> List.of(e.container());
      case ContainerChanged e -> List.of(e.container());
      case ContainerDestroyed e -> List.of(e.container());
      case ContainerFailed e -> List.of(e.container());
      default -> List.of();
    };
  }

  @Override
  public boolean looksAtAll(Event event) {
    return event instanceof ContainersScanned;
  }

  @Override
  public void apply(Shelf shelf, Envelope<? extends Event> event) {
    List<String> known = new ArrayList<>(List.of(shelf.note().split(" ")));
    if (known.contains(event.id())) {
      return;
    }
    known.add(event.id());
    shelf.note(
        String.join(" ", known.subList(Math.max(0, known.size() - REMEMBERED), known.size()))
            .strip());
    Instant at = event.time();
    switch (event.data()) {
      case ContainersScanned e -> scanned(shelf, e);
      case ContainerCreated e -> put(shelf, created(e, item(shelf, e.container()), at));
      case ContainerStarted e ->
          item(shelf, e.container())
              .ifPresent(
                  old ->
                      put(
                          shelf,
                          new ContainerView(
                              old.host(),
                              old.container(),
                              old.hostname(),
                              ContainerState.RUNNING.name(),
                              old.addresses(),
                              old.template(),
                              old.onBoot(),
                              e.checks(),
                              null,
                              null,
                              at)));
      case ContainerStopped e ->
          item(shelf, e.container())
              .ifPresent(
                  old ->
                      put(
                          shelf,
                          new ContainerView(
                              old.host(),
                              old.container(),
                              old.hostname(),
                              ContainerState.STOPPED.name(),
                              old.addresses(),
                              old.template(),
                              old.onBoot(),
                              List.of(),
                              null,
                              null,
                              at)));
      case ContainerChanged e ->
          item(shelf, e.container()).ifPresent(old -> put(shelf, changed(e, old, at)));
      case ContainerDestroyed e -> shelf.remove(e.container());
      case ContainerFailed e ->
          failed(e, item(shelf, e.container()), at).ifPresent(v -> put(shelf, v));
      default -> throw new IllegalArgumentException("not taken: " + event.type());
    }
  }

  /** A container that came while the host was read is not yet in the reading. */
  private static void scanned(Shelf shelf, ContainersScanned scan) {
    Set<String> there = new HashSet<>();
    scan.containers().forEach(c -> there.add(c.container()));
    for (String id : shelf.items()) {
      boolean gone =
          !there.contains(id)
              && item(shelf, id).map(old -> !old.at().isAfter(scan.readAt())).orElse(true);
      if (gone) {
        shelf.remove(id);
      }
    }
    for (SeenContainer seen : scan.containers()) {
      Optional<ContainerView> old = item(shelf, seen.container());
      if (old.isEmpty() || !old.get().at().isAfter(scan.readAt())) {
        put(shelf, seen(scan, seen, old));
      }
    }
  }

  private static ContainerView seen(
      ContainersScanned scan, SeenContainer seen, Optional<ContainerView> old) {
    return new ContainerView(
        scan.host(),
        seen.container(),
        seen.hostname(),
        seen.state().name(),
        seen.addresses(),
        seen.template() != null ? seen.template() : old.map(ContainerView::template).orElse(null),
        seen.onBoot(),
        old.map(ContainerView::checks).orElse(List.of()),
        old.map(ContainerView::failed).orElse(null),
        old.map(ContainerView::advice).orElse(null),
        scan.readAt());
  }

  private static ContainerView created(
      ContainerCreated e, Optional<ContainerView> old, Instant at) {
    return new ContainerView(
        e.host(),
        e.container(),
        e.hostname(),
        old.map(ContainerView::state).orElse(ContainerState.STOPPED.name()),
        e.addresses(),
        e.origin() == ContainerOrigin.TEMPLATE ? e.from() : e.template(),
        old.map(ContainerView::onBoot).orElse(null),
        old.map(ContainerView::checks).orElse(List.of()),
        null,
        null,
        at);
  }

  private static ContainerView changed(ContainerChanged e, ContainerView old, Instant at) {
    String hostname = old.hostname();
    List<String> addresses = old.addresses();
    for (ContainerChange change : e.changes()) {
      String to = change.to();
      if (change.setting().equals("hostname") && to != null) {
        hostname = to;
      } else if (change.setting().equals("addresses")) {
        addresses = to == null || to.isEmpty() ? List.of() : List.of(to.split(", "));
      }
    }
    return new ContainerView(
        old.host(),
        old.container(),
        hostname,
        old.state(),
        addresses,
        old.template(),
        old.onBoot(),
        old.checks(),
        old.failed(),
        old.advice(),
        at);
  }

  /** One that is there, or of which perhaps something is left, is seen. */
  private static Optional<ContainerView> failed(
      ContainerFailed e, Optional<ContainerView> old, Instant at) {
    SeenContainer seen = e.seen();
    if (seen == null && e.left() == null) {
      return Optional.empty();
    }
    String state = seen == null ? ContainerState.UNKNOWN.name() : seen.state().name();
    if (state.equals(ContainerState.UNKNOWN.name())) {
      state = old.map(ContainerView::state).orElse(state);
    }
    return Optional.of(
        new ContainerView(
            e.host(),
            e.container(),
            old.isPresent() ? old.get().hostname() : seen == null ? null : seen.hostname(),
            state,
            old.isPresent() ? old.get().addresses() : seen == null ? List.of() : seen.addresses(),
            old.isPresent() ? old.get().template() : seen == null ? null : seen.template(),
            old.map(ContainerView::onBoot).orElse(null),
            e.checks(),
            e.doing() + " " + e.cause(),
            e.advice(),
            at));
  }

  private static Optional<ContainerView> item(Shelf shelf, String id) {
    return shelf.item(id).map(LiveContainers::read);
  }

  private static void put(Shelf shelf, ContainerView view) {
    boolean fresh = !shelf.items().contains(view.container());
    shelf.put(view.container(), json(view));
    if (fresh) {
      shelf.order(shelf.items().stream().sorted(BY_NUMBER).toList());
    }
  }

  private static ContainerView read(String json) {
    try {
      return Json.MAPPER.readValue(json, ContainerView.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a live view holds what this version cannot read; rebuild the projections", e);
    }
  }

  private static String json(ContainerView view) {
    try {
      return Json.MAPPER.writeValueAsString(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
