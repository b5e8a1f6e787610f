package dev.vireo.container.projection;

import dev.vireo.bus.container.ContainerState;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.service.query.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * What is known, for command handlers on virtual threads. It shows what the views have read: who
 * must see all that was said before first waits by {@link
 * dev.vireo.bus.service.ViewPositions#catchUp}.
 *
 * <p>Each method throws {@link dev.vireo.bus.kit.BusUnavailable} where the database does not
 * answer.
 */
@ApplicationScoped
public class ContainerStore {

  private static final int ALL = Integer.MAX_VALUE;

  private final ContainerQueries queries;

  ContainerStore(ContainerQueries queries) {
    this.queries = queries;
  }

  /** Every container of every host, as far as known. */
  public List<SeenContainer> allContainers() {
    return Blocking.answer("reading containers", () -> queries.containers(Optional.empty(), ALL))
        .stream()
        .map(
            v ->
                new SeenContainer(
                    v.container(),
                    v.hostname(),
                    ContainerState.valueOf(v.state()),
                    v.addresses(),
                    v.template(),
                    v.onBoot()))
        .toList();
  }

  /** What a container of a host was made of, as far as known. */
  public Optional<String> templateOf(String host, String container) {
    return Blocking.answer(
            "reading containers", () -> queries.containers(Optional.of(List.of(host)), ALL))
        .stream()
        .filter(v -> v.container().equals(container))
        .findFirst()
        .map(ContainerView::template);
  }

  /** The last rename that gave a template of a host its name, unless it was undone. */
  public Optional<RenameView> lastRenameTo(String host, String name) {
    return Blocking.answer(
            "reading renames", () -> queries.renames(Optional.of(List.of(host)), ALL))
        .stream()
        .filter(r -> r.to().equals(name) || r.from().equals(name))
        .findFirst()
        .filter(r -> r.to().equals(name) && !r.undo());
  }

  /** A link to a configuration that was made on a host. */
  public Optional<LinkView> link(String host, String link) {
    return Blocking.answer("reading links", () -> queries.links(Optional.of(List.of(host)), ALL))
        .stream()
        .filter(l -> l.link().equals(link))
        .findFirst();
  }

  /** The definitions that hold for containers of a host. */
  public List<DefinitionView> definitions(String host) {
    return Blocking.answer(
        "reading definitions", () -> queries.definitions(Optional.of(List.of(host)), ALL));
  }

  /** The hosts on which a container is defined, in order. */
  public List<String> hostsWithDefinitions() {
    return Blocking.answer("reading definitions", () -> queries.definitions(Optional.empty(), ALL))
        .stream()
        .map(DefinitionView::host)
        .distinct()
        .sorted()
        .toList();
  }

  /** The departures of containers of a host that go on. */
  public List<DriftView> drifts(String host) {
    return Blocking.answer(
        "reading departures", () -> queries.drifts(Optional.of(List.of(host)), ALL));
  }
}
