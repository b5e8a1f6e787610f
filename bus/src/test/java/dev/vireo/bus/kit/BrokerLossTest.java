package dev.vireo.bus.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.bus.multipath.DriftEnded;
import dev.vireo.bus.multipath.ScanHostPaths;
import dev.vireo.bus.multipath.ScanPaths;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.local.testing.ContainerCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A broker of three is lost while commands are worked on. */
@Tag("long")
class BrokerLossTest {

  private static final int HOSTS = 24;

  @Test
  void a_broker_that_is_killed_in_the_middle_costs_no_command_and_doubles_no_outcome()
      throws Exception {
    var obstacle = ContainerCluster.obstacle();
    assumeTrue(
        obstacle.isEmpty(),
        () -> "rule needs-docker: this test kills one of three brokers; " + obstacle.orElse(""));
    CountDownLatch allBegun = new CountDownLatch(HOSTS);
    Semaphore turns = new Semaphore(0);
    List<String> hostCommands = new ArrayList<>();
    try (ContainerCluster cluster = ContainerCluster.start();
        TestBus bus = new TestBus(cluster.bootstrapServers());
        Admin admin = Admin.create(Map.copyOf(bus.kafka()))) {
      bus.loop(
          new Handlers()
              .on(
                  ScanHostPaths.class,
                  handling -> {
                    allBegun.countDown();
                    turns.acquire();
                    handling.publish(new DriftEnded(handling.command().host(), "naa.1", "s"));
                    return Result.done("read");
                  })
              .on(
                  ScanPaths.class,
                  handling -> {
                    Map<String, ScanHostPaths> ids =
                        handling.fanOut(
                            IntStream.range(0, HOSTS)
                                .mapToObj(i -> new ScanHostPaths(bus.host(i)))
                                .toList());
                    hostCommands.addAll(ids.keySet());
                    handling.await(ids.keySet(), (id, end) -> {});
                    return Result.done("read");
                  }));
      String fleet = bus.send(new ScanPaths("all"));
      assertThat(allBegun.await(60, TimeUnit.SECONDS)).isTrue();
      int doomed = leaderOfFirst(admin, TestBus.DOMAIN.events());

      cluster.kill(doomed);
      turns.release(HOSTS);

      assertThat(bus.outcome(fleet)).isInstanceOf(CommandSucceeded.class);
      assertThat(leaderOfFirst(admin, TestBus.DOMAIN.events())).isNotEqualTo(doomed);
      assertThat(bus.outcomes(fleet)).hasSize(1);
      assertThat(hostCommands).hasSize(HOSTS);
      assertThat(hostCommands)
          .allSatisfy(
              id -> {
                assertThat(bus.outcomes(id)).singleElement().isInstanceOf(CommandSucceeded.class);
                assertThat(bus.published(id)).hasSize(2);
              });
    }
  }

  private static int leaderOfFirst(Admin admin, String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get(60, TimeUnit.SECONDS)
        .values()
        .stream()
        .flatMap(described -> described.partitions().stream())
        .filter(partition -> partition.partition() == 0)
        .map(TopicPartitionInfo::leader)
        .findFirst()
        .orElseThrow()
        .id();
  }
}
