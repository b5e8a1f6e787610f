package dev.vireo.bus.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

/** Answers as a cluster gives them while brokers come up. */
class TopicLeadersTest {

  private static final String TOPIC = "vireo.multipath.commands";
  private static final Node UP = new Node(1, "127.0.0.1", 9092);
  private static final Node DOWN = new Node(2, "127.0.0.1", 9093);

  private static Map<String, TopicDescription> answer(Node... leaders) {
    List<TopicPartitionInfo> partitions =
        IntStream.range(0, leaders.length)
            .mapToObj(p -> new TopicPartitionInfo(p, leaders[p], List.of(UP, DOWN), List.of(UP)))
            .toList();
    return Map.of(TOPIC, new TopicDescription(TOPIC, false, partitions));
  }

  @Test
  void waits_until_the_topic_is_known_and_its_last_partition_has_a_leader() throws Exception {
    Deque<Map<String, TopicDescription>> answers =
        new ArrayDeque<>(
            List.of(Map.of(), answer(UP, Node.noNode()), answer(UP, UP), answer(UP, UP)));

    new TopicLeaders(topics -> answers.removeFirst()).await(List.of(TOPIC), Duration.ofMinutes(1));

    assertThat(answers).hasSize(1);
  }

  @Test
  void names_the_partition_that_has_no_leader_and_its_brokers_when_the_bound_is_over() {
    TopicLeaders leaders = new TopicLeaders(topics -> answer(UP, Node.noNode(), UP));

    assertThatThrownBy(() -> leaders.await(List.of(TOPIC), Duration.ZERO))
        .isInstanceOf(BusUnavailable.class)
        .hasMessage(
            "no leader after 0 s of vireo.multipath.commands partition 1 (on brokers [1, 2]):"
                + " start the brokers that hold it");
  }

  @Test
  void names_a_topic_that_never_came() {
    assertThatThrownBy(
            () -> new TopicLeaders(topics -> Map.of()).await(List.of(TOPIC), Duration.ZERO))
        .isInstanceOf(BusUnavailable.class)
        .hasMessageContaining("no leader after 0 s of topic " + TOPIC);
  }

  @Test
  void names_ten_of_many_and_how_many_more_there_are() {
    Node[] nobody = new Node[12];
    Arrays.fill(nobody, Node.noNode());
    TopicLeaders leaders = new TopicLeaders(topics -> answer(nobody));

    assertThatThrownBy(() -> leaders.await(List.of(TOPIC), Duration.ZERO))
        .hasMessageContaining("partition 9 ")
        .hasMessageContaining(" and 2 more: start")
        .hasMessageNotContaining("partition 10 ");
  }
}
