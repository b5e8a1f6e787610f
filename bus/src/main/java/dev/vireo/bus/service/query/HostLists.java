package dev.vireo.bus.service.query;

import dev.vireo.bus.service.LiveQueries;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Answers that list what views show: about one host, those of a selector, or all; cut to a bound.
 */
@ApplicationScoped
public class HostLists {

  private static final int USUAL = 20_000;
  private static final int MOST = 200_000;

  private final WhichHosts hosts;
  private final LiveQueries live;

  HostLists(WhichHosts hosts, LiveQueries live) {
    this.hosts = hosts;
    this.live = live;
  }

  /** What the views are asked. */
  public interface Query<V> {

    /** Items of these hosts, of all where it is empty; at most so many. */
    Uni<List<V>> ask(Optional<List<String>> hosts, int most);
  }

  /** As {@link #of}, from RAMCloud where that shows them. */
  public <V> Uni<RestResponse<List<V>>> live(
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

  /** What the views show of the hosts that are asked for. */
  public <V> Uni<RestResponse<List<V>>> of(
      @Nullable String host, @Nullable String select, @Nullable String limit, Query<V> query) {
    Bound bound = Bound.of(limit, USUAL, MOST);
    return query
        .ask(hosts.of(host, select), bound.andOne())
        .map(found -> bound.answer(hosts.known(host, found), v -> v));
  }

  /** What the views are asked that is not of hosts: at most so many. */
  public interface Simple<V> {
    Uni<List<V>> ask(int most);
  }

  /** What the views show, whatever it is about. */
  public static <V> Uni<RestResponse<List<V>>> all(@Nullable String limit, Simple<V> query) {
    Bound bound = Bound.of(limit, USUAL, MOST);
    return query.ask(bound.andOne()).map(found -> bound.answer(found, v -> v));
  }
}
