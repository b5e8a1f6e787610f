package dev.vireo.bus.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Domain;
import dev.vireo.bus.codec.Header;
import dev.vireo.bus.codec.Records;
import dev.vireo.bus.hosts.HostDirectory;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.bus.multipath.ScanHostPaths;
import dev.vireo.bus.multipath.ScanPaths;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.bus.outcome.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Bad input, as far as the bus decides it: each gets one outcome that names the field and what
 * would be right; nothing is touched, lost or stuck behind it.
 */
class BadInputTest {

  private static final String PLAN = "dev.vireo.multipath.PlanPathPolicy.v1";
  private static final String SCAN = "dev.vireo.multipath.ScanHostPaths.v1";
  private static final String GOOD_PLAN = "{\"select\": \"all\", \"psp\": \"VMW_PSP_RR\"}";
  private static final Set<String> TOUCHED = ConcurrentHashMap.newKeySet();
  private static final String TEN_MEGABYTES = "x".repeat(10_000_000);

  private static TestBus bus;
  private static HostDirectory directory;

  @BeforeAll
  static void open() throws Exception {
    bus = new TestBus();
    directory = HostDirectory.start(bus.kafka(), "bad-input");
    HostSelection selection = new HostSelection(directory);
    bus.loop(
        new Handlers()
            .on(
                ScanHostPaths.class,
                handling -> {
                  if (handling.command().host().equals("talkative")) {
                    return Result.failed(FailureReason.HOST_REFUSED, TEN_MEGABYTES);
                  }
                  if (handling.command().host().startsWith("no-such-")) {
                    selection.one("host", handling.command().host());
                  }
                  TOUCHED.add(handling.envelope().id());
                  return Result.done("read");
                })
            .on(
                ScanPaths.class,
                handling -> {
                  selection.select("select", handling.command().select());
                  TOUCHED.add(handling.envelope().id());
                  return Result.done("read");
                })
            .on(
                PlanPathPolicy.class,
                handling -> {
                  TOUCHED.add(handling.envelope().id());
                  return Result.done("planned");
                }));
  }

  @AfterAll
  static void close() throws Exception {
    directory.close();
    bus.close();
  }

  @Test
  void an_unknown_command_type() throws Exception {
    CommandRejected rejected =
        rejected(Records.of("dev.vireo.multipath.PlanPathPolice.v1").value(GOOD_PLAN));

    assertThat(rejected.field()).isEqualTo("ce_type");
    assertThat(rejected.commandType()).isEqualTo("dev.vireo.multipath.PlanPathPolice.v1");
    assertThat(rejected.message()).contains("this topic takes", PLAN);
  }

  @Test
  void malformed_json() throws Exception {
    CommandRejected rejected = rejected(Records.of(PLAN).value("{\"select\": \"all\",}"));

    assertThat(rejected.field()).isEqualTo("(body)");
    assertThat(rejected.message()).startsWith("it is not JSON").contains("line 1, column 18");
  }

  @Test
  void invalid_utf_8() throws Exception {
    CommandRejected rejected =
        rejected(
            Records.of(SCAN).value("{\"host\": \"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1)));

    assertThat(rejected.field()).isEqualTo("(body)");
    assertThat(rejected.message())
        .isEqualTo("it is not valid UTF-8 at byte 11; a JSON object in UTF-8 is expected");
  }

  @Test
  void an_empty_body_and_a_tombstone() throws Exception {
    assertThat(rejected(Records.of(PLAN).value("")).field()).isEqualTo("(body)");
    assertThat(rejected(Records.of(PLAN).value((byte[]) null)).field()).isEqualTo("(body)");
  }

  @Test
  void a_field_that_is_missing_misspelt_or_of_the_wrong_kind() throws Exception {
    assertThat(rejected(Records.of(PLAN).value("{\"select\": \"all\"}")).message())
        .isEqualTo("is missing; it would be: the wanted policy, such as VMW_PSP_RR");
    assertThat(rejected(Records.of(PLAN).value("{\"select\": \"all\", \"PSP\": \"x\"}")).message())
        .isEqualTo("is missing; there is \"PSP\", but its name is written psp");
    assertThat(rejected(Records.of(SCAN).value("{\"host\": 7}")))
        .satisfies(
            rejected -> {
              assertThat(rejected.field()).isEqualTo("host");
              assertThat(rejected.message()).isEqualTo("expected a text, got 7");
            });
  }

  @Test
  void no_id() throws Exception {
    bus.send(
        Records.of(SCAN)
            .without(Header.ID)
            .header(Header.CORRELATION_ID, "chain-without-an-id")
            .value("{\"host\": \"esx-01\"}")
            .to(Domain.MULTIPATH.commands()));
    nothingIsStuck();

    assertThat(bus.published())
        .filteredOn(event -> event.correlationId().equals("chain-without-an-id"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.data())
                    .isInstanceOfSatisfying(
                        CommandRejected.class,
                        rejected -> assertThat(rejected.field()).isEqualTo("ce_id")));
  }

  @Test
  void an_unknown_selector_field() throws Exception {
    CommandRejected rejected =
        refusedByHandler("dev.vireo.multipath.ScanPaths.v1", "{\"select\": \"colour=red\"}");

    assertThat(rejected.field()).isEqualTo("select");
    assertThat(rejected.message()).contains("colour");
  }

  @Test
  void a_host_that_does_not_exist() throws Exception {
    CommandRejected rejected = refusedByHandler(SCAN, "{\"host\": \"no-such-host\"}");

    assertThat(rejected.field()).isEqualTo("host");
    assertThat(rejected.message()).startsWith("no host is registered as 'no-such-host'");
  }

  @Test
  void a_host_with_a_nul_in_its_name() throws Exception {
    CommandRejected rejected = refusedByHandler(SCAN, "{\"host\": \"no-such-\\u0000\\ud800\"}");

    assertThat(rejected.field()).isEqualTo("host");
    assertThat(rejected.about()).isEqualTo("no-such-\uFFFD\uFFFD");
  }

  @Test
  void ten_megabytes_of_output_from_a_host() throws Exception {
    String id = TestBus.newId();
    bus.send(
        Records.of(SCAN)
            .header(Header.ID, id)
            .value("{\"host\": \"talkative\"}")
            .to(Domain.MULTIPATH.commands()));

    assertThat(bus.outcome(id))
        .isInstanceOfSatisfying(
            CommandFailed.class,
            failed ->
                assertThat(failed.message())
                    .hasSizeLessThan(10_000)
                    .endsWith("(10000000 characters in all)"));
    nothingIsStuck();
  }

  @Test
  void a_command_of_ten_megabytes_is_kept_whole_among_the_dead() throws Exception {
    CommandRejected rejected =
        rejected(Records.of(SCAN).value("{\"hosts\": [" + "\"esx-0001\",".repeat(910_000) + "7]}"));

    assertThat(rejected.field()).isEqualTo("host");
    assertThat(rejected(Records.of(SCAN).value("{\"host\": \"" + TEN_MEGABYTES + "\"}")).message())
        .startsWith("it is more than is read of JSON");
  }

  @Test
  void a_key_type_and_id_without_end() throws Exception {
    String id = TestBus.newId();
    CommandRejected rejected =
        rejected(
            Records.of("T".repeat(900_000))
                .header(Header.CORRELATION_ID, id)
                .header(Header.ACTOR, "a".repeat(900_000))
                .key("k".repeat(900_000)));

    assertThat(rejected.about()).hasSizeLessThan(1_100);
    assertThat(rejected.commandType()).hasSizeLessThan(1_100);
  }

  @Test
  void a_good_id_under_which_garbage_is_sent_afterwards_keeps_its_one_outcome() throws Exception {
    String id = TestBus.newId();
    bus.send(
        Records.of(PLAN).header(Header.ID, id).value(GOOD_PLAN).to(Domain.MULTIPATH.commands()));
    bus.outcome(id);
    bus.send(
        Records.of(PLAN).header(Header.ID, id).value("garbage").to(Domain.MULTIPATH.commands()));
    nothingIsStuck();
    bus.deadLetters()
        .awaitThat(
            "the garbage", letters -> letters.stream().anyMatch(l -> id.equals(text(l, "ce_id"))));

    assertThat(bus.outcomes(id)).singleElement().isInstanceOf(CommandSucceeded.class);
  }

  /** Sends a record that cannot be understood and holds what becomes of it against the contract. */
  private static CommandRejected rejected(Records record) throws Exception {
    String id = TestBus.newId();
    var sent = record.header(Header.ID, id).to(Domain.MULTIPATH.commands());
    bus.send(sent);
    Outcome outcome = bus.outcome(id);
    nothingIsStuck();

    assertThat(bus.outcomes(id)).hasSize(1);
    assertThat(TOUCHED).doesNotContain(id);
    assertThat(outcome).isInstanceOf(CommandRejected.class);
    CommandRejected rejected = (CommandRejected) outcome;
    assertThat(bus.deadLetters().all())
        .filteredOn(letter -> id.equals(text(letter, Header.ID)))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.value()).isEqualTo(sent.value());
              assertThat(letter.key()).isEqualTo(sent.key());
              assertThat(text(letter, "vireo_field")).isEqualTo(rejected.field());
              assertThat(text(letter, "vireo_reason")).isEqualTo(rejected.message());
              assertThat(text(letter, "vireo_origin")).startsWith("vireo.multipath.commands/");
            });
    return rejected;
  }

  /** Sends a command that is understood, and refused by who handles it. */
  private static CommandRejected refusedByHandler(String type, String body) throws Exception {
    String id = TestBus.newId();
    bus.send(Records.of(type).header(Header.ID, id).value(body).to(Domain.MULTIPATH.commands()));
    Outcome outcome = bus.outcome(id);
    nothingIsStuck();

    assertThat(bus.outcomes(id)).hasSize(1);
    assertThat(TOUCHED).doesNotContain(id);
    assertThat(bus.deadLetters().all()).noneMatch(letter -> id.equals(text(letter, Header.ID)));
    assertThat(outcome).isInstanceOf(CommandRejected.class);
    return (CommandRejected) outcome;
  }

  /** A good command behind it, in each partition, comes to its end. */
  private static void nothingIsStuck() throws Exception {
    Set<String> behind = new HashSet<>();
    for (int partition = 0; partition < TestBus.PARTITIONS; partition++) {
      String id = TestBus.newId();
      behind.add(id);
      var good =
          Records.of(PLAN).header(Header.ID, id).value(GOOD_PLAN).to(Domain.MULTIPATH.commands());
      bus.send(
          new ProducerRecord<>(
              good.topic(), partition, null, good.key(), good.value(), good.headers()));
    }
    bus.awaitOutcomes(behind);
    assertThat(TOUCHED).containsAll(behind);
  }

  private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String header) {
    var found = record.headers().lastHeader(header);
    return found == null ? null : new String(found.value(), StandardCharsets.UTF_8);
  }
}
