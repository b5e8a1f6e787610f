package dev.vireo.bus.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.codec.RecordWriter;
import dev.vireo.bus.multipath.DriftEnded;
import dev.vireo.bus.multipath.ScanHostPaths;
import dev.vireo.bus.multipath.ScanPaths;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.bus.outcome.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command loop at a real broker and a real database. */
class CommandLoopTest {

  private TestBus bus;

  @BeforeEach
  void open() throws Exception {
    bus = new TestBus();
  }

  @AfterEach
  void close() throws Exception {
    bus.close();
  }

  @Test
  void a_command_is_handled_once_though_its_id_comes_twice() throws Exception {
    AtomicInteger handled = new AtomicInteger();
    bus.loop(
        new Handlers()
            .on(
                ScanHostPaths.class,
                handling -> {
                  handled.incrementAndGet();
                  return Result.done("read");
                }));
    String id = bus.send(new ScanHostPaths(bus.host(1)));
    bus.send(id, new ScanHostPaths(bus.host(1)));
    bus.outcome(id);
    bus.send(id, new ScanHostPaths(bus.host(1)));
    bus.outcome(bus.send(new ScanHostPaths(bus.host(1))));

    assertThat(handled).hasValue(2); // the command of two ids, one of them sent three times
    assertThat(bus.outcomes(id))
        .containsExactly(
            new CommandSucceeded(
                id, "dev.vireo.multipath.ScanHostPaths.v1", bus.host(1), "read", Map.of()));
  }

  @Test
  void what_is_published_is_acknowledged_before_the_outcome_and_belongs_to_the_chain()
      throws Exception {
    bus.loop(
        new Handlers()
            .on(
                ScanHostPaths.class,
                handling -> {
                  for (int i = 0; i < 20; i++) {
                    handling.publish(new DriftEnded(handling.command().host(), "naa." + i, "s"));
                  }
                  return Result.done("read", Map.of("devices", "20"));
                }));
    String id = bus.send(new ScanHostPaths(bus.host(1)));
    bus.outcome(id);

    List<? extends Envelope<?>> published = bus.published(id);
    assertThat(published).hasSize(21);
    assertThat(published.getLast().data())
        .isEqualTo(
            new CommandSucceeded(
                id,
                "dev.vireo.multipath.ScanHostPaths.v1",
                bus.host(1),
                "read",
                Map.of("devices", "20")));
    assertThat(published)
        .allSatisfy(
            event -> {
              assertThat(event.correlationId()).isEqualTo(id);
              assertThat(event.actor()).isEqualTo("ops");
              assertThat(event.source()).isEqualTo("/vireo/multipath");
              assertThat(event.subject()).isEqualTo(bus.host(1));
            });
  }

  @Test
  void commands_for_one_host_in_two_partitions_of_two_processes_do_not_overlap_and_both_end()
      throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Map<String, String> handledBy = new ConcurrentHashMap<>();
    for (String process : List.of("one", "other")) {
      bus.loop(
          new Handlers()
              .on(
                  ScanHostPaths.class,
                  handling -> {
                    handledBy.put(handling.envelope().id(), process);
                    try (Leases.Lease held =
                        handling
                            .lease(handling.command().host() + "/storage", Duration.ofMinutes(1))
                            .orElseThrow()) {
                      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                      Thread.sleep(300); // long enough for the other to come in, if it could
                      inside.decrementAndGet();
                    }
                    return Result.done("read");
                  }));
    }
    awaitMembers(2);
    List<String> ids = new ArrayList<>();
    for (int partition = 0; partition < TestBus.PARTITIONS; partition++) {
      // As librdkafka would, whose default partitioner is another than Java's.
      String id = TestBus.newId();
      ProducerRecord<byte[], byte[]> record =
          RecordWriter.write(
              Envelope.first(
                  id, new ScanHostPaths(bus.host(1)), "/test", "ops", Clock.systemUTC().instant()));
      bus.send(
          new ProducerRecord<>(
              record.topic(), partition, record.key(), record.value(), record.headers()));
      ids.add(id);
    }
    bus.awaitOutcomes(ids);

    assertThat(ids)
        .allSatisfy(id -> assertThat(bus.outcome(id)).isInstanceOf(CommandSucceeded.class));
    assertThat(handledBy.values()).contains("one", "other");
    assertThat(most).hasValue(1);
  }

  @Test
  void a_process_that_was_killed_reads_on_at_once_when_it_comes_back_under_its_name()
      throws Exception {
    Map<String, String> named = new HashMap<>(bus.kafka());
    named.put("group.instance.id", bus.host(1) + "-pod-0");
    // Far longer than anybody waits here: only its name lets it in before that.
    named.put("session.timeout.ms", "600000");
    Map<String, Object> dead = new HashMap<>(named);
    dead.put("group.id", "vireo-" + TestBus.DOMAIN.word());
    dead.put(
        "partition.assignment.strategy",
        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
    dieAsMember(dead);

    AtomicInteger handled = new AtomicInteger();
    try (CommandLoop back = named(named, handled)) {
      back.start();
      bus.outcome(bus.send(new ScanHostPaths(bus.host(1))));
    }

    assertThat(handled).hasValue(1);
    assertThat(bus.membersReading()).as("who stops gives its partitions back").isZero();
  }

  private CommandLoop named(Map<String, String> kafka, AtomicInteger handled) {
    Kit kit = bus.kit("named");
    Handlers handlers =
        new Handlers()
            .on(
                ScanHostPaths.class,
                handling -> {
                  handled.incrementAndGet();
                  return Result.done("read");
                });
    return new CommandLoop(
        kafka,
        TestBus.DOMAIN,
        new CommandRun(TestBus.DOMAIN, handlers, kit, new SimpleMeterRegistry()),
        kit);
  }

  /** Takes all partitions and goes without a word, as by SIGKILL. */
  private static void dieAsMember(Map<String, Object> kafka) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(TestBus.DOMAIN.commands()));
      while (consumer.assignment().size() < TestBus.PARTITIONS) {
        consumer.poll(Duration.ofMillis(100));
      }
      consumer.close(
          CloseOptions.timeout(Duration.ofSeconds(5))
              .withGroupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));
    }
  }

  private void awaitMembers(int members) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (bus.membersReading() < members) {
      assertThat(System.nanoTime()).as("%s processes read", members).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  @Test
  void commands_of_one_host_run_in_order_and_one_at_a_time() throws Exception {
    List<String> begun = Collections.synchronizedList(new ArrayList<>());
    Map<String, AtomicInteger> inside = new ConcurrentHashMap<>();
    AtomicInteger collisions = new AtomicInteger();
    bus.loop(
        new Handlers()
            .on(
                ScanHostPaths.class,
                handling -> {
                  String host = handling.command().host();
                  AtomicInteger here = inside.computeIfAbsent(host, h -> new AtomicInteger());
                  if (here.incrementAndGet() > 1) {
                    collisions.incrementAndGet();
                  }
                  begun.add(handling.envelope().id());
                  Thread.sleep(2);
                  here.decrementAndGet();
                  return Result.done("read");
                }));
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      sent.add(bus.send(new ScanHostPaths(bus.host(i % 3))));
    }
    bus.awaitOutcomes(sent);

    assertThat(collisions).hasValue(0);
    for (int host = 0; host < 3; host++) {
      int which = host;
      List<String> ofHost =
          IntStream.range(0, 60).filter(i -> i % 3 == which).mapToObj(sent::get).toList();
      assertThat(begun.stream().filter(ofHost::contains).toList()).isEqualTo(ofHost);
    }
  }

  @Test
  void commands_of_different_hosts_run_side_by_side() throws Exception {
    CyclicBarrier allAtOnce = new CyclicBarrier(30);
    bus.loop(
        new Handlers()
            .on(
                ScanHostPaths.class,
                handling -> {
                  try {
                    allAtOnce.await(60, TimeUnit.SECONDS);
                  } catch (BrokenBarrierException | TimeoutException e) {
                    return Result.failed(FailureReason.TIMED_OUT, "they never met");
                  }
                  return Result.done("met");
                }));
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      sent.add(bus.send(new ScanHostPaths(bus.host(i))));
    }

    assertThat(sent)
        .allSatisfy(id -> assertThat(bus.outcome(id)).isInstanceOf(CommandSucceeded.class));
  }

  @Test
  void a_fleet_command_waits_for_its_hosts_even_under_the_key_of_one_of_them() throws Exception {
    bus.loop(
        new Handlers()
            .on(ScanHostPaths.class, handling -> Result.done("read", Map.of("devices", "2")))
            .on(
                ScanPaths.class,
                handling -> {
                  List<ScanHostPaths> children =
                      IntStream.range(0, 10).mapToObj(i -> new ScanHostPaths(bus.host(i))).toList();
                  Map<String, ScanHostPaths> ids = handling.fanOut(children);
                  Map<String, Journal.Ended> told = new LinkedHashMap<>();
                  Map<String, Journal.Ended> ended = handling.await(ids.keySet(), told::put);
                  int devices =
                      ended.values().stream()
                          .mapToInt(
                              end -> Integer.parseInt(end.figures().getOrDefault("devices", "")))
                          .sum();
                  return Result.done(
                      ended.size() + " hosts, told of " + told.size(),
                      Map.of("devices", Integer.toString(devices)));
                }));
    String id = TestBus.newId();
    ProducerRecord<byte[], byte[]> fleet =
        RecordWriter.write(
            Envelope.first(id, new ScanPaths("all"), "/test", "ops", Clock.systemUTC().instant()));
    bus.send(
        new ProducerRecord<>(
            fleet.topic(),
            null,
            bus.host(0).getBytes(StandardCharsets.UTF_8),
            fleet.value(),
            fleet.headers()));

    assertThat(bus.outcome(id))
        .isEqualTo(
            new CommandSucceeded(
                id,
                "dev.vireo.multipath.ScanPaths.v1",
                "all",
                "10 hosts, told of 10",
                Map.of("devices", "20")));
    assertThat(bus.published())
        .filteredOn(event -> event.correlationId().equals(id))
        .hasSize(11)
        .filteredOn(event -> !event.subject().equals("all"))
        .allSatisfy(
            event -> {
              Outcome child = (Outcome) event.data();
              assertThat(event.causationId()).isEqualTo(child.command()).isNotEqualTo(id);
            });
  }

  @Test
  void a_fleet_command_is_told_of_a_host_command_that_could_not_even_be_read() throws Exception {
    bus.loop(
        new Handlers()
            .on(ScanHostPaths.class, handling -> Result.done("read"))
            .on(
                ScanPaths.class,
                handling -> {
                  Map<String, ScanHostPaths> ids =
                      handling.fanOut(List.of(new ScanHostPaths(""), new ScanHostPaths("esx-01")));
                  return Result.done(
                      handling.await(ids.keySet(), (child, end) -> {}).values().stream()
                          .map(end -> end.outcome() + " " + end.reason())
                          .sorted()
                          .toList()
                          .toString());
                }));

    assertThat(bus.outcome(bus.send(new ScanPaths("all"))))
        .isInstanceOfSatisfying(
            CommandSucceeded.class,
            done ->
                assertThat(done.summary())
                    .isEqualTo("[CommandRejected host, CommandSucceeded null]"));
  }

  @Test
  void fleets_that_wait_are_no_reason_not_to_read_on_to_their_hosts() throws Exception {
    // What waits for commands must not be counted when it is decided whether to read on.
    int fleets = 40;
    CountDownLatch allWait = new CountDownLatch(fleets);
    CountDownLatch goOn = new CountDownLatch(1);
    CommandLoop loop =
        bus.loop(
            new Handlers()
                .on(ScanHostPaths.class, handling -> Result.done("read"))
                .on(
                    ScanPaths.class,
                    handling -> {
                      allWait.countDown();
                      goOn.await();
                      Map<String, ScanHostPaths> ids =
                          handling.fanOut(List.of(new ScanHostPaths(handling.command().select())));
                      handling.await(ids.keySet(), (child, end) -> {});
                      return Result.done("read");
                    }));
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < fleets; i++) {
      sent.add(bus.send(new ScanPaths(bus.host(i))));
    }
    assertThat(allWait.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(loop.underWay()).isEqualTo(fleets);
    assertThat(loop.readAhead()).isEqualTo(PartitionWork.Load.NONE);
    goOn.countDown();
    bus.awaitOutcomes(sent);
  }

  @Test
  void two_commands_of_a_type_about_one_thing_are_a_defect_and_not_one_command() throws Exception {
    bus.loop(
        new Handlers()
            .on(
                ScanPaths.class,
                handling -> {
                  handling.fanOut(
                      List.of(new ScanHostPaths("esx-01"), new ScanHostPaths("esx-01")));
                  return Result.done("never");
                }));

    assertThat(bus.outcome(bus.send(new ScanPaths("all"))))
        .isInstanceOfSatisfying(
            CommandFailed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.INTERNAL);
              assertThat(failed.message()).contains("two ScanHostPaths about esx-01");
            });
  }

  @Test
  void a_handler_that_throws_fails_its_command_and_nothing_else() throws Exception {
    bus.loop(
        new Handlers()
            .on(
                ScanHostPaths.class,
                handling -> {
                  if (handling.command().host().equals(bus.host(1))) {
                    throw new IllegalStateException("on purpose");
                  }
                  if (handling.command().host().equals(bus.host(2))) {
                    throw new StackOverflowError("on purpose");
                  }
                  if (handling.command().host().equals(bus.host(3))) {
                    throw new InvalidMessage("host", "no host is registered as that");
                  }
                  return Result.done("read");
                }));
    String exception = bus.send(new ScanHostPaths(bus.host(1)));
    String error = bus.send(new ScanHostPaths(bus.host(2)));
    String invalid = bus.send(new ScanHostPaths(bus.host(3)));
    String behind = bus.send(new ScanHostPaths(bus.host(4)));

    for (String id : List.of(exception, error)) {
      assertThat(bus.outcome(id))
          .isInstanceOfSatisfying(
              CommandFailed.class,
              failed -> {
                assertThat(failed.reason()).isEqualTo(FailureReason.INTERNAL);
                assertThat(failed.message()).contains("a defect of Vireo", "on purpose", id);
              });
    }
    assertThat(bus.outcome(invalid))
        .isEqualTo(
            new CommandRejected(
                invalid,
                "dev.vireo.multipath.ScanHostPaths.v1",
                bus.host(3),
                "host",
                "no host is registered as that"));
    assertThat(bus.outcome(behind)).isInstanceOf(CommandSucceeded.class);
  }

  @Test
  void a_type_that_no_handler_takes_is_rejected() throws Exception {
    bus.loop(new Handlers());

    assertThat(bus.outcome(bus.send(new ScanHostPaths(bus.host(1)))))
        .isInstanceOfSatisfying(
            CommandRejected.class, rejected -> assertThat(rejected.field()).isEqualTo("ce_type"));
  }

  @Test
  void an_event_that_is_too_large_for_any_record_fails_its_command() throws Exception {
    String endless = "x".repeat(Publisher.MAX_MESSAGE_BYTES + 2 * Publisher.HEADER_ROOM);
    bus.loop(
        new Handlers()
            .on(
                ScanHostPaths.class,
                handling -> {
                  handling.publish(new DriftEnded(handling.command().host(), endless, "s"));
                  return Result.done("never");
                }));

    assertThat(bus.outcome(bus.send(new ScanHostPaths(bus.host(1)))))
        .isInstanceOfSatisfying(
            CommandFailed.class,
            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.INTERNAL));
  }

  @Test
  void figures_and_messages_without_end_still_give_an_outcome() throws Exception {
    bus.loop(
        new Handlers()
            .on(
                ScanHostPaths.class,
                handling ->
                    handling.command().host().equals(bus.host(1))
                        ? Result.done("read", Map.of("lines", "x".repeat(20_000_000)))
                        : Result.failed(FailureReason.HOST_REFUSED, "\0y".repeat(5_000_000))));

    assertThat(bus.outcome(bus.send(new ScanHostPaths(bus.host(1)))))
        .isInstanceOfSatisfying(
            CommandFailed.class,
            failed ->
                assertThat(failed.message()).contains("20000005 characters", "CommandSucceeded"));
    assertThat(bus.outcome(bus.send(new ScanHostPaths(bus.host(2)))))
        .isInstanceOfSatisfying(
            CommandFailed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.HOST_REFUSED);
              assertThat(failed.message())
                  .startsWith("\uFFFDy")
                  .endsWith("(10000000 characters in all)")
                  .hasSizeLessThan(9_000);
            });
  }

  @Test
  void commits_what_is_finished_and_then_no_more() throws Exception {
    CommandLoop loop =
        bus.loop(new Handlers().on(ScanHostPaths.class, handling -> Result.done("read")));
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sent.add(bus.send(new ScanHostPaths(bus.host(i))));
    }
    bus.awaitOutcomes(sent);
    loop.close();

    assertThat(bus.committed()).isEqualTo(bus.commandEnds());
    assertThat(loop.underWay()).isZero();
    assertThat(loop.reading()).isFalse();
  }

  @Test
  void a_loop_that_was_never_started_can_be_closed() throws Exception {
    Kit kit = bus.kit("idle");
    new CommandLoop(
            bus.kafka(),
            TestBus.DOMAIN,
            new CommandRun(TestBus.DOMAIN, new Handlers(), kit, new SimpleMeterRegistry()),
            kit)
        .close();
  }
}
