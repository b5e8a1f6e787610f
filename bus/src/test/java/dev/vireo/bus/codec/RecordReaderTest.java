package dev.vireo.bus.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.inventory.HostTagged;
import dev.vireo.bus.multipath.ScanHostPaths;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What a sender may leave out, and that nothing makes the reader throw. */
class RecordReaderTest {

  private static final String COMMANDS = Domain.MULTIPATH.commands();
  private static final String SCAN = "dev.vireo.multipath.ScanHostPaths.v1";

  @Test
  void needs_no_more_than_an_id_a_type_and_a_body() {
    Envelope<?> command =
        understood(Records.of(SCAN).value("{\"host\": \"esx-01\"}").from(COMMANDS));

    assertThat(command.data()).isEqualTo(new ScanHostPaths("esx-01"));
    assertThat(command.id()).isEqualTo("cmd-1");
    assertThat(command.subject()).isEqualTo("esx-01");
    assertThat(command.correlationId()).isEqualTo("cmd-1");
    assertThat(command.causationId()).isNull();
    assertThat(command.actor()).isEqualTo("unknown");
    assertThat(command.source()).isEqualTo("/unknown");
    assertThat(command.time()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void goes_by_the_body_and_not_by_the_key() {
    Envelope<?> command =
        understood(
            Records.of(SCAN)
                .value("{\"host\": \"esx-01\"}")
                .key("esx-99")
                .header(Header.SUBJECT, "esx-98")
                .from(COMMANDS));

    assertThat(command.subject()).isEqualTo("esx-01");
  }

  @Test
  void takes_a_body_with_a_byte_order_mark_and_fields_it_does_not_know() {
    assertThat(
            understood(
                    Records.of(SCAN)
                        .value("\uFEFF{\"host\": \"esx-01\", \"colour\": [1, {}]}")
                        .from(COMMANDS))
                .data())
        .isEqualTo(new ScanHostPaths("esx-01"));
  }

  @Test
  void takes_its_own_time_for_one_that_cannot_be_read_or_stored() {
    for (String time :
        List.of("yesterday", "+999999999-12-31T23:59:59Z", "-0001-01-01T00:00:00Z")) {
      assertThat(
              understood(
                      Records.of(SCAN)
                          .value("{\"host\": \"esx-01\"}")
                          .header(Header.TIME, time)
                          .from(COMMANDS))
                  .time())
          .isEqualTo(Instant.EPOCH);
    }
  }

  @Test
  void takes_a_time_with_an_offset() {
    assertThat(
            understood(
                    Records.of(SCAN)
                        .value("{\"host\": \"esx-01\"}")
                        .header(Header.TIME, "2026-11-23T19:00:00+09:00")
                        .from(COMMANDS))
                .time())
        .isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));
  }

  @Test
  void passes_over_an_event_that_lacks_what_its_type_requires() {
    Received received =
        RecordReader.readEvent(
            Records.of("dev.vireo.inventory.HostIdentified.v1")
                .value("{\"host\": \"esx-01\", \"product\": \"esx\", \"fullName\": \"ESXi\"}")
                .from(Domain.INVENTORY.events()),
            Domain.INVENTORY);

    assertThat(received)
        .isInstanceOfSatisfying(
            Received.NotUnderstood.class,
            bad -> {
              assertThat(bad.field()).isEqualTo("version");
              assertThat(bad.reason()).isEqualTo("is missing");
            });
  }

  @Test
  void names_the_place_of_what_a_nested_part_of_an_event_lacks() {
    Received received =
        RecordReader.readEvent(
            Records.of("dev.vireo.inventory.HostIdentified.v1")
                .value(
                    "{\"host\": \"esx-01\", \"product\": \"esx\", \"version\": \"8.0.2\","
                        + " \"fullName\": \"ESXi\", \"adapters\": [{}]}")
                .from(Domain.INVENTORY.events()),
            Domain.INVENTORY);

    assertThat(received)
        .isInstanceOfSatisfying(
            Received.NotUnderstood.class,
            bad -> assertThat(bad.field()).startsWith("adapters[0]."));
  }

  @Test
  void an_absent_collection_of_an_event_is_an_empty_one() {
    Received received =
        RecordReader.readEvent(
            Records.of("dev.vireo.inventory.HostTagged.v1")
                .value("{\"host\": \"esx-01\"}")
                .from(Domain.INVENTORY.events()),
            Domain.INVENTORY);

    assertThat(received)
        .isInstanceOfSatisfying(
            Received.Understood.class,
            good ->
                assertThat(good.event().data())
                    .isInstanceOfSatisfying(
                        HostTagged.class, tagged -> assertThat(tagged.tags()).isEmpty()));
  }

  @Property
  void no_record_makes_it_throw_and_every_refusal_can_be_told(
      @ForAll("records") ConsumerRecord<byte[], byte[]> record,
      @ForAll Domain domain,
      @ForAll boolean command) {
    Received received =
        command ? RecordReader.readCommand(record, domain) : RecordReader.readEvent(record, domain);

    if (received instanceof Received.NotUnderstood bad) {
      assertThat(bad.field()).isNotBlank().hasSizeLessThan(500);
      assertThat(bad.reason()).isNotBlank().doesNotStartWith("it cannot be read");
      assertThat(bad.id()).matches("[!-~]{1,200}");
      assertThat(bad.correlationId()).matches("[!-~]{1,200}");
      for (String text : List.of(bad.type(), bad.about(), bad.actor())) {
        assertThat(text).hasSizeLessThan(1_100).isEqualTo(Text.storable(text));
      }
    }
  }

  @Provide
  Arbitrary<ConsumerRecord<byte[], byte[]>> records() {
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    Arbitrary<byte[]> texts =
        Arbitraries.strings().ofMaxLength(300).map(t -> t.getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> headers = Arbitraries.oneOf(bytes, texts).injectNull(0.2);
    Arbitrary<byte[]> ids =
        Arbitraries.oneOf(
            Arbitraries.of("cmd-1", "x y", "").map(t -> t.getBytes(StandardCharsets.UTF_8)),
            headers);
    Arbitrary<byte[]> types =
        Arbitraries.oneOf(
            Arbitraries.of(Catalogue.entries())
                .map(entry -> entry.type().text().getBytes(StandardCharsets.UTF_8)),
            headers);
    Arbitrary<byte[]> values =
        Arbitraries.oneOf(
                bytes,
                texts,
                Arbitraries.of(Catalogue.entries())
                    .flatMap(SampleBodies::of)
                    .map(RecordReaderTest::json),
                Arbitraries.of(
                        "{\"host\":\"\\ud800\\u0000\"}",
                        "{\"host\":null}",
                        "[".repeat(5_000),
                        "{\"a\":".repeat(100),
                        "{\"iops\":1e999999999}",
                        "{\"host\":\"a\"}{\"host\":\"b\"}",
                        "{\"host\":\"a\",\"host\":{}}",
                        "nul",
                        "\"")
                    .map(t -> t.getBytes(StandardCharsets.UTF_8)))
            .injectNull(0.05);
    return Combinators.combine(ids, types, headers, headers, values, headers)
        .as(
            (id, type, correlation, about, value, key) ->
                Records.of("")
                    .header(Header.ID, id)
                    .header(Header.TYPE, type)
                    .header(Header.CORRELATION_ID, correlation)
                    .header(Header.CAUSATION_ID, correlation)
                    .header(Header.SUBJECT, about)
                    .header(Header.ACTOR, about)
                    .header(Header.TIME, about)
                    .value(value)
                    .key(key)
                    .from(COMMANDS));
  }

  private static byte[] json(Object body) {
    try {
      return Json.MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Envelope<?> understood(ConsumerRecord<byte[], byte[]> record) {
    Received received = RecordReader.readCommand(record, Domain.MULTIPATH);
    assertThat(received).isInstanceOf(Received.Understood.class);
    return ((Received.Understood) received).envelope();
  }
}
