package dev.vireo.bus.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.codec.Header;
import dev.vireo.bus.codec.Records;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.bus.inventory.HostRetired;
import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.kit.TopicSetup;
import dev.vireo.local.LocalKafka;
import dev.vireo.local.testing.TestBackends;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory, and selection from it, behind a real broker. */
class HostDirectoryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Map<String, String> kafka = Map.of();
  private static Publisher publisher;
  private static HostDirectory directory;

  @BeforeAll
  static void open() throws Exception {
    kafka = Map.of("bootstrap.servers", TestBackends.shared().bootstrapServers());
    TopicSetup.ensure(kafka, Domain.INVENTORY, 4);
    publisher = new Publisher(kafka, "host-directory-test");
    directory = HostDirectory.start(kafka, "host-directory-test");
  }

  @AfterAll
  static void close() {
    directory.close();
    publisher.close();
  }

  @Test
  void shows_after_catching_up_whatever_was_acknowledged_before() throws Exception {
    for (int i = 0; i < 30; i++) {
      String host = newName();
      publish(registered(host));
      directory.catchUp(PATIENCE);

      assertThat(directory.find(host)).isPresent();
    }
    assertThat(directory.ready()).isTrue();
  }

  @Test
  void shows_it_to_many_that_ask_at_once() throws Exception {
    List<Future<Boolean>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        asked.add(
            threads.submit(
                () -> {
                  String host = newName();
                  publish(registered(host));
                  directory.catchUp(PATIENCE);
                  return directory.find(host).isPresent();
                }));
      }
      for (Future<Boolean> found : asked) {
        assertThat(found.get(90, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void shows_to_a_process_that_starts_later_what_was_said_before() throws Exception {
    String stays = newName();
    String goes = newName();
    publish(registered(stays));
    publish(new HostIdentified(stays, "esx", "8.0.2", null, "VMware ESXi 8.0.2", List.of()));
    publish(registered(goes));
    publish(new HostRetired(goes, "sold"));

    try (HostDirectory later = HostDirectory.start(kafka, "later")) {
      later.catchUp(PATIENCE);

      assertThat(later.find(stays))
          .hasValueSatisfying(h -> assertThat(h.product()).isEqualTo("esx"));
      assertThat(later.find(goes)).isEmpty();
      assertThat(later.ready()).isTrue();
    }
  }

  @Test
  void shows_what_is_in_partitions_that_were_added_while_it_reads(@TempDir Path folder)
      throws Exception {
    try (LocalKafka own = LocalKafka.start(folder)) {
      Map<String, String> client =
          Map.of("bootstrap.servers", own.bootstrapServers(), "metadata.max.age.ms", "200");
      TopicSetup.ensure(client, Domain.INVENTORY, 1);
      try (HostDirectory follows = HostDirectory.start(client, "follows");
          Publisher late = new Publisher(client, "late")) {
        follows.catchUp(PATIENCE);
        addPartitions(client, 8);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
          names.add(newName());
          publish(late, registered(names.getLast()));
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (follows.all().size() < names.size() && System.nanoTime() < deadline) {
          Thread.sleep(20);
        }

        assertThat(follows.all()).extracting(Host::name).containsExactlyInAnyOrderElementsOf(names);
      }
    }
  }

  private static void addPartitions(Map<String, String> client, int partitions) throws Exception {
    String topic = Domain.INVENTORY.events();
    try (Admin admin = Admin.create(Map.copyOf(client))) {
      admin
          .createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
          .all()
          .get(60, TimeUnit.SECONDS);
    }
    // All partitions are to be written to, whatever the publisher has seen yet.
    TopicSetup.ensure(client, Domain.INVENTORY, partitions);
  }

  @Test
  void passes_over_what_it_cannot_read() throws Exception {
    String events = Domain.INVENTORY.events();
    String registered = "dev.vireo.inventory.HostRegistered.v1";
    List<ProducerRecord<byte[], byte[]>> garbage =
        List.of(
            Records.of(registered).value("{\"tags\": {}}").to(events),
            Records.of(registered).value("{\"host\": null, \"connection\": null}").to(events),
            Records.of("dev.vireo.inventory.HostIdentified.v1")
                .value("{\"adapters\": [null]}")
                .to(events),
            Records.of(registered).value(new byte[] {(byte) 0xc3, 0x28}).to(events),
            Records.of(registered).value((byte[]) null).to(events),
            Records.of("").without(Header.ID).value("[").to(events));
    for (ProducerRecord<byte[], byte[]> each : garbage) {
      publisher.send(each).get(60, TimeUnit.SECONDS);
    }
    String behind = newName();
    publish(registered(behind));
    directory.catchUp(PATIENCE);

    assertThat(directory.find(behind)).isPresent();
    assertThat(directory.ready()).isTrue();
  }

  @Test
  void who_waits_for_one_that_is_closed_is_told_so() {
    HostDirectory closed = HostDirectory.start(kafka, "closed");
    closed.close();

    assertThatThrownBy(() -> closed.catchUp(PATIENCE))
        .isInstanceOf(BusUnavailable.class)
        .hasMessageContaining("no longer followed");
    assertThat(closed.ready()).isFalse();
  }

  @Test
  void is_not_ready_and_says_so_while_kafka_is_away() {
    try (HostDirectory lonely =
        HostDirectory.start(Map.of("bootstrap.servers", "127.0.0.1:1"), "lonely")) {
      assertThat(lonely.ready()).isFalse();
      assertThatThrownBy(() -> lonely.catchUp(Duration.ofMillis(50)))
          .isInstanceOf(BusUnavailable.class)
          .hasMessageContaining("vireo.inventory.events");
    }
  }

  @Test
  void selects_what_a_selector_names() throws Exception {
    String host = newName();
    publish(registered(host, Map.of("rack", host)));
    publish(new HostIdentified(host, "esx", "6.7.0", "17700523", "VMware ESXi 6.7.0", List.of()));
    HostSelection selection = new HostSelection(directory);

    assertThat(selection.select("select", "product=esx and version>=6.7 and tag:rack=" + host))
        .extracting(Host::name)
        .containsExactly(host);
    assertThat(selection.one("host", host).name()).isEqualTo(host);
  }

  @Test
  void refuses_a_wrong_selector_by_its_field_and_the_place_of_the_error() {
    HostSelection selection = new HostSelection(directory);

    assertThatThrownBy(() -> selection.select("select", "produkt=esx"))
        .isInstanceOfSatisfying(
            InvalidMessage.class,
            wrong -> {
              assertThat(wrong.field()).isEqualTo("select");
              assertThat(wrong).hasMessageContaining("produkt").hasMessageContaining("product");
            });
  }

  @Test
  void refuses_a_selector_that_names_nobody() throws Exception {
    publish(registered(newName()));
    HostSelection selection = new HostSelection(directory);

    assertThatThrownBy(() -> selection.select("select", "tag:rack=nowhere"))
        .isInstanceOfSatisfying(
            InvalidMessage.class,
            wrong -> {
              assertThat(wrong.field()).isEqualTo("select");
              assertThat(wrong)
                  .hasMessageMatching(
                      "'tag:rack=nowhere' names none of the [0-9]+ registered hosts");
            });
  }

  @Test
  void refuses_a_host_that_does_not_exist_and_names_the_nearest() throws Exception {
    String host = newName();
    publish(registered(host));
    HostSelection selection = new HostSelection(directory);
    String mistyped = host.substring(0, host.length() - 1);

    assertThatThrownBy(() -> selection.one("host", mistyped))
        .isInstanceOfSatisfying(
            InvalidMessage.class,
            wrong -> {
              assertThat(wrong.field()).isEqualTo("host");
              assertThat(wrong)
                  .hasMessageStartingWith(
                      "no host is registered as '" + mistyped + "'; the nearest are " + host);
            });
  }

  @Test
  void counts_the_edits_from_one_name_to_another() {
    assertThat(HostSelection.distance("", "")).isZero();
    assertThat(HostSelection.distance("esx-01", "esx-01")).isZero();
    assertThat(HostSelection.distance("esx-01", "esx-10")).isEqualTo(2);
    assertThat(HostSelection.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(HostSelection.distance("", "abc")).isEqualTo(3);
    assertThat(HostSelection.distance("abc", "")).isEqualTo(3);
    assertThat(HostSelection.distance("x".repeat(100_000), "y".repeat(100_000))).isEqualTo(60);
  }

  private static String newName() {
    return "esx-" + UUID.randomUUID();
  }

  private static HostRegistered registered(String host) {
    return registered(host, Map.of());
  }

  private static HostRegistered registered(String host, Map<String, String> tags) {
    return new HostRegistered(
        host,
        new Connection(
            "192.0.2.1", "root", CredentialKind.PASSWORD, "file:esx-01.password", null, null),
        tags);
  }

  private static void publish(Event event) throws Exception {
    publish(publisher, event);
  }

  private static void publish(Publisher by, Event event) throws Exception {
    String id = UUID.randomUUID().toString();
    by.send(
            new Envelope<>(
                id,
                Catalogue.typeOf(event),
                "/test",
                event.about(),
                Instant.now(),
                id,
                null,
                "ops",
                event))
        .get(60, TimeUnit.SECONDS);
  }
}
