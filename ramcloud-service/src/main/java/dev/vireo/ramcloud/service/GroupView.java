package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.command.ClusterView;
import dev.vireo.ramcloud.command.Peers;
import dev.vireo.ramcloud.commit.Commits;
import dev.vireo.ramcloud.log.MasterLog;
import dev.vireo.ramcloud.log.ShardLog;
import dev.vireo.ramcloud.store.SlotRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who serves what, for the commands: of this master what its log says at this moment, of others
 * what the group agreed on.
 */
final class GroupView implements ClusterView {

  private static final Route TRY_AGAIN = new Route.TryAgain();
  private static final Route DOWN = new Route.Down();

  private final MasterLog log;
  private final ShardLog shard;
  private final Commits commits;
  private final Peers peers;
  private final String self;

  GroupView(MasterLog log, ShardLog shard, Commits commits, Peers peers, String self) {
    this.log = log;
    this.shard = shard;
    this.commits = commits;
    this.peers = peers;
    this.self = self;
  }

  @Override
  public boolean enabled() {
    return true;
  }

  @Override
  public Route route(int slot) {
    return switch (shard.standing(slot)) {
      case SERVING -> HERE;
      case PREPARING -> TRY_AGAIN;
      case DAMAGED -> DOWN;
      case ELSEWHERE -> elsewhere(log.view().ownerOfSlot(slot));
    };
  }

  private Route elsewhere(Optional<dev.vireo.ramcloud.log.ClusterView.Member> owner) {
    if (owner.isEmpty()) {
      return DOWN;
    }
    return owner.get().id().equals(self)
        ? TRY_AGAIN
        : new Route.Moved(owner.get().host(), owner.get().port());
  }

  @Override
  public List<Node> nodes() {
    var view = log.view();
    return view.members().stream()
        .map(
            member ->
                new Node(
                    member.id(),
                    member.host(),
                    member.port(),
                    ranges(member.owned(), view.tablets()),
                    member.id().equals(self),
                    true))
        .toList();
  }

  /** Neighbouring tablets are one range. */
  private static List<SlotRange> ranges(List<Integer> tablets, int of) {
    List<SlotRange> ranges = new ArrayList<>();
    for (int tablet : tablets.stream().sorted().toList()) {
      SlotRange next = SlotRange.part(tablet, of);
      if (!ranges.isEmpty() && ranges.getLast().last() + 1 == next.first()) {
        ranges.add(new SlotRange(ranges.removeLast().first(), next.last()));
      } else {
        ranges.add(next);
      }
    }
    return ranges;
  }

  @Override
  public long epoch() {
    return Math.max(0, log.view().generation());
  }

  @Override
  public int tabletOf(int slot) {
    return log.view().tabletOf(slot);
  }

  @Override
  public Commits commits() {
    return commits;
  }

  @Override
  public Peers peers() {
    return peers;
  }

  @Override
  public List<TabletAt> tablets() {
    int all = log.view().tablets();
    return log.states().stream()
        .map(
            state ->
                new TabletAt(
                    state.tablet(),
                    SlotRange.part(state.tablet(), all),
                    state.role(),
                    state.phase(),
                    state.warm()))
        .toList();
  }

  @Override
  public Optional<String> move(int tablet, String master) {
    var view = log.view();
    if (view.members().stream().noneMatch(member -> member.id().equals(master))) {
      return Optional.of("there is no master " + master);
    }
    if (tablet < 0 || tablet >= view.tablets()) {
      return Optional.of(
          "there is no tablet %d: they are 0 to %d".formatted(tablet, view.tablets() - 1));
    }
    log.move(tablet, master);
    return Optional.empty();
  }
}
