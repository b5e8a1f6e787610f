package dev.vireo.container.api;

import dev.vireo.bus.service.LiveQueries;
import dev.vireo.bus.service.query.Bound;
import dev.vireo.bus.service.query.WhichHosts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Lists about one host, those of a selector, or all, cut to a bound. */
@ApplicationScoped
class HostLists {

  private static final int USUAL = 20_000;
  private static final int MOST = 200_000;

  private final WhichHosts hosts;
  private final LiveQueries live;

  HostLists(WhichHosts hosts, LiveQueries live) {
    this.hosts = hosts;
    this.live = live;
  }

  /** What the views are asked. */
  interface Query<V> {

    /** Items of these hosts, of all where it is empty; at most so many. */
    Uni<List<V>> ask(Optional<List<String>> hosts, int most);
  }

  /** As {@link #of}, from RAMCloud where that shows them. */
  <V> Uni<RestResponse<List<V>>> live(
      @Nullable String host,
      @Nullable String select,
      @Nullable String limit,
      Class<V> type,
      Query<V> query) {
    Bound bound = Bound.of(limit, USUAL, MOST);
    Optional<List<String>> names = hosts.of(host, select);
    return live.items(names, bound.andOne(), type, () -> query.ask(names, bound.andOne()))
        .map(found -> bound.answer(hosts.known(host, found), v -> v));
  }

  <V> Uni<RestResponse<List<V>>> of(
      @Nullable String host, @Nullable String select, @Nullable String limit, Query<V> query) {
    Bound bound = Bound.of(limit, USUAL, MOST);
    return query
        .ask(hosts.of(host, select), bound.andOne())
        .map(found -> bound.answer(hosts.known(host, found), v -> v));
  }
}
