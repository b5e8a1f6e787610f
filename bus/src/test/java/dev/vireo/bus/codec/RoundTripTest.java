package dev.vireo.bus.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Command;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Message;
import dev.vireo.bus.MessageType;
import dev.vireo.bus.multipath.ScanHostPaths;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.FailureReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30.123456Z");
  private static final int SAMPLES = 40;

  static List<Catalogue.Entry> everyType() {
    return Catalogue.entries();
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void what_is_written_reads_back_the_same(Catalogue.Entry entry) {
    Domain domain = entry.type().domain();
    samples(entry)
        .forEach(
            body -> {
              Envelope<Message> sent = envelope(body, domain, "cmd-0");

              ProducerRecord<byte[], byte[]> record = RecordWriter.write(sent);
              Received received =
                  entry.isCommand()
                      ? RecordReader.readCommand(Records.received(record), domain)
                      : RecordReader.readEvent(Records.received(record), domain);

              assertThat(record.topic()).isEqualTo(entry.topic());
              assertThat(received).isEqualTo(new Received.Understood(sent));
            });
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void lacks_nothing_where_all_that_may_be_absent_is(Catalogue.Entry entry) {
    // A collection that is left out must come out empty, or the first to read it trips over it.
    samples(entry)
        .forEach(body -> assertThat(Required.missing((Record) body)).as("%s", body).isEmpty());
  }

  @Test
  void writes_the_headers_of_cloudevents_binary_mode() {
    Envelope<Message> sent = envelope(new ScanHostPaths("esx-01"), Domain.MULTIPATH, "cmd-0");

    ProducerRecord<byte[], byte[]> record = RecordWriter.write(sent);

    assertThat(Stream.of(record.headers().toArray()).toList())
        .extracting(Header::key, h -> new String(h.value(), StandardCharsets.UTF_8))
        .containsExactly(
            tuple("ce_specversion", "1.0"),
            tuple("content-type", "application/json"),
            tuple("ce_id", "id-1"),
            tuple("ce_type", "dev.vireo.multipath.ScanHostPaths.v1"),
            tuple("ce_source", "/cli/ops@jump-1"),
            tuple("ce_subject", "esx-01"),
            tuple("ce_time", "2026-11-23T10:15:30.123456Z"),
            tuple("ce_dataschema", "https://vireo.dev/schemas/multipath/ScanHostPaths.v1.json"),
            tuple("ce_correlationid", "chain-1"),
            tuple("ce_causationid", "cmd-0"),
            tuple("ce_actor", "ops@example.org"));
    assertThat(record.key()).isEqualTo("esx-01".getBytes(StandardCharsets.UTF_8));
    assertThat(new String(record.value(), StandardCharsets.UTF_8))
        .isEqualTo("{\"host\":\"esx-01\"}");
  }

  @Test
  void leaves_out_the_causation_of_a_first_command() {
    ProducerRecord<byte[], byte[]> record =
        RecordWriter.write(Envelope.first("id-1", new ScanHostPaths("esx-01"), "/cli", "ops", NOW));

    assertThat(record.headers().lastHeader("ce_causationid")).isNull();
  }

  @Test
  void a_garbled_answer_of_a_host_can_be_written_and_stored_by_every_reader() {
    CommandFailed garbled =
        new CommandFailed(
            "cmd-0",
            "T",
            "esx-01",
            FailureReason.HOST_REFUSED,
            "\0 \ud800",
            Map.of("\0", "\udc00"));

    ProducerRecord<byte[], byte[]> record =
        RecordWriter.write(envelope(garbled, Domain.MULTIPATH, null));
    Received received = RecordReader.readEvent(Records.received(record), Domain.MULTIPATH);

    assertThat(received)
        .isInstanceOfSatisfying(
            Received.Understood.class,
            good ->
                assertThat(good.event().data())
                    .isEqualTo(
                        new CommandFailed(
                            "cmd-0",
                            "T",
                            "esx-01",
                            FailureReason.HOST_REFUSED,
                            "\uFFFD \uFFFD",
                            Map.of("\uFFFD", "\uFFFD"))));
  }

  @Test
  void refuses_to_write_what_no_catalogue_knows() {
    Envelope<Message> unknown =
        new Envelope<>(
            "id-1",
            new MessageType(Domain.BACKUP, "Nothing", 1),
            "/cli",
            "esx-01",
            NOW,
            "chain-1",
            null,
            "ops",
            new ScanHostPaths("esx-01"));

    assertThatThrownBy(() -> RecordWriter.write(unknown)).hasMessageContaining("Nothing");
  }

  private static List<Message> samples(Catalogue.Entry entry) {
    return SampleBodies.of(entry).sampleStream().limit(SAMPLES).toList();
  }

  private static Envelope<Message> envelope(
      Message body, Domain domain, @Nullable String causation) {
    return new Envelope<>(
        "id-1",
        body instanceof Command ? Catalogue.typeOf(body) : Catalogue.typeOf(body, domain),
        "/cli/ops@jump-1",
        body.about(),
        NOW,
        "chain-1",
        causation,
        "ops@example.org",
        body);
  }
}
