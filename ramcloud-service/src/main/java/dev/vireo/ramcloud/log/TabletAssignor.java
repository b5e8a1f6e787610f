package dev.vireo.ramcloud.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Lets the group's leader assign tablets as {@link TabletPlan} says, and tells every master who has
 * what. Kafka makes it by its name, so what it works with comes with the consumer's properties.
 */
public final class TabletAssignor implements ConsumerPartitionAssignor, Configurable {

  /** The consumer's property that holds the {@link Membership} that this belongs to. */
  static final String MEMBERSHIP = "vireo.membership";

  private @Nullable Membership membership;

  /** Called by Kafka. */
  public TabletAssignor() {}

  @Override
  public void configure(Map<String, ?> properties) {
    membership = (Membership) properties.get(MEMBERSHIP);
  }

  @Override
  public String name() {
    return "vireo-tablets";
  }

  @Override
  public @Nullable ByteBuffer subscriptionUserData(Set<String> topics) {
    Membership mine = membership;
    return mine == null ? null : GroupWords.write(mine.joining());
  }

  @Override
  public GroupAssignment assign(Cluster cluster, GroupSubscription group) {
    String topic = "";
    Map<String, GroupWords.Joining> joining = new TreeMap<>();
    Map<String, String> consumers = new HashMap<>();
    for (Map.Entry<String, Subscription> each : group.groupSubscription().entrySet()) {
      ByteBuffer words = each.getValue().userData();
      if (words != null) {
        topic = each.getValue().topics().getFirst();
        GroupWords.Joining told = GroupWords.joining(words);
        joining.put(told.candidate().id(), told);
        consumers.put(told.candidate().id(), each.getKey());
      }
    }
    Integer tablets = cluster.partitionCountForTopic(topic);
    GroupWords.Agreed agreed = agree(tablets == null ? 0 : tablets, joining);
    Map<String, Assignment> assignments = new HashMap<>();
    group
        .groupSubscription()
        .keySet()
        .forEach(
            consumer ->
                assignments.put(consumer, new Assignment(List.of(), GroupWords.write(agreed))));
    for (ClusterView.Member member : agreed.members()) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int tablet : member.owned()) {
        partitions.add(new TopicPartition(topic, tablet));
      }
      assignments.put(
          consumers.get(member.id()), new Assignment(partitions, GroupWords.write(agreed)));
    }
    return new GroupAssignment(assignments);
  }

  /** What comes of what the masters said. */
  static GroupWords.Agreed agree(int tablets, Map<String, GroupWords.Joining> joining) {
    Map<Integer, GroupWords.Wish> wishes = new TreeMap<>();
    joining
        .values()
        .forEach(
            each ->
                each.wishes()
                    .forEach(
                        wish ->
                            wishes.merge(wish.tablet(), wish, (a, b) -> a.at() >= b.at() ? a : b)));
    Map<Integer, String> wished = new HashMap<>();
    wishes.forEach((tablet, wish) -> wished.put(tablet, wish.master()));
    Map<Integer, TabletPlan.Place> plan =
        TabletPlan.of(
            tablets, joining.values().stream().map(GroupWords.Joining::candidate).toList(), wished);
    Map<Integer, String> previous = new TreeMap<>();
    Map<String, List<Integer>> owned = new HashMap<>();
    Map<String, List<Integer>> standby = new HashMap<>();
    plan.forEach(
        (tablet, place) -> {
          if (place.owner() != null) {
            owned.computeIfAbsent(place.owner(), id -> new ArrayList<>()).add(tablet);
          }
          if (place.standby() != null) {
            standby.computeIfAbsent(place.standby(), id -> new ArrayList<>()).add(tablet);
          }
          if (place.previous() != null) {
            previous.put(tablet, place.previous());
          }
        });
    List<ClusterView.Member> members = new ArrayList<>();
    joining.forEach(
        (id, told) ->
            members.add(
                new ClusterView.Member(
                    id,
                    told.host(),
                    told.port(),
                    owned.getOrDefault(id, List.of()),
                    standby.getOrDefault(id, List.of()))));
    return new GroupWords.Agreed(tablets, members, previous, List.copyOf(wishes.values()));
  }

  @Override
  public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
    Membership mine = membership;
    ByteBuffer words = assignment.userData();
    if (mine != null && words != null) {
      mine.agreed(GroupWords.agreed(words), metadata.generationId());
    }
  }
}
