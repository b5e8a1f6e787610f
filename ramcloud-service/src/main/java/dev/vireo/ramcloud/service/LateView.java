package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.command.ClusterView;
import dev.vireo.ramcloud.command.Peers;
import dev.vireo.ramcloud.commit.Commits;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A view that is known after the server listens: its port is part of what the group is told. Until
 * then nothing is served.
 */
final class LateView implements ClusterView {

  private static final Route TRY_AGAIN = new Route.TryAgain();
  private volatile @Nullable ClusterView view;

  void known(ClusterView now) {
    view = now;
  }

  @Override
  public boolean enabled() {
    return true;
  }

  @Override
  public Route route(int slot) {
    ClusterView now = view;
    return now == null ? TRY_AGAIN : now.route(slot);
  }

  @Override
  public List<Node> nodes() {
    ClusterView now = view;
    return now == null ? List.of() : now.nodes();
  }

  @Override
  public long epoch() {
    ClusterView now = view;
    return now == null ? 0 : now.epoch();
  }

  @Override
  public int tabletOf(int slot) {
    ClusterView now = view;
    return now == null ? 0 : now.tabletOf(slot);
  }

  @Override
  public Commits commits() {
    ClusterView now = view;
    return now == null ? Commits.NONE : now.commits();
  }

  @Override
  public Peers peers() {
    ClusterView now = view;
    return now == null ? Peers.NONE : now.peers();
  }

  @Override
  public List<TabletAt> tablets() {
    ClusterView now = view;
    return now == null ? List.of() : now.tablets();
  }

  @Override
  public Optional<String> move(int tablet, String master) {
    ClusterView now = view;
    return now == null
        ? Optional.of("this master has just been started")
        : now.move(tablet, master);
  }
}
