package dev.vireo.bus.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Domain;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that can be wrong with a command is named with its place and what would be right. */
class BadRecordsTest {

  private static final String PLAN = "dev.vireo.multipath.PlanPathPolicy.v1";
  private static final String COMMANDS = Domain.MULTIPATH.commands();

  @Test
  void an_unknown_type() {
    Received.NotUnderstood bad = refused(Records.of("dev.vireo.multipath.Explode.v1"));

    assertThat(bad.field()).isEqualTo("ce_type");
    assertThat(bad.reason())
        .startsWith(
            "'dev.vireo.multipath.Explode.v1' is no type that is known here; this topic takes")
        .contains(PLAN)
        .doesNotContain("dev.vireo.inventory");
  }

  @Test
  void a_type_of_another_topic() {
    Received.NotUnderstood bad = refused(Records.of("dev.vireo.inventory.ProbeHost.v1"));

    assertThat(bad.field()).isEqualTo("ce_type");
    assertThat(bad.reason()).contains("travels on vireo.inventory.commands");
  }

  @Test
  void an_event_among_the_commands() {
    Received.NotUnderstood bad = refused(Records.of("dev.vireo.multipath.PolicyChanged.v1"));

    assertThat(bad.field()).isEqualTo("ce_type");
    assertThat(bad.reason()).contains("travels on vireo.multipath.events");
  }

  @Test
  void no_type() {
    Received.NotUnderstood bad = refused(Records.of(PLAN).without(Header.TYPE));

    assertThat(bad.field()).isEqualTo("ce_type");
    assertThat(bad.type()).isEmpty();
    assertThat(bad.reason()).startsWith("the header is missing; this topic takes");
  }

  @Test
  void no_id_gets_the_same_one_each_time_the_record_is_read() {
    ConsumerRecord<byte[], byte[]> record = Records.of(PLAN).without(Header.ID).from(COMMANDS);
    Received.NotUnderstood bad = refused(record);

    assertThat(bad.field()).isEqualTo("ce_id");
    assertThat(bad.reason()).contains("is missing", "UUID");
    assertThat(bad.id()).isEqualTo(refused(record).id()).hasSize(36);
  }

  @Test
  void an_id_that_cannot_be_kept() {
    for (String id : new String[] {"two words", "x".repeat(201), "ünïcode", "a\nb"}) {
      Received.NotUnderstood bad = refused(Records.of(PLAN).header(Header.ID, id));

      assertThat(bad.field()).isEqualTo("ce_id");
      assertThat(bad.reason()).endsWith("1 to 200 visible ASCII characters without blanks");
      assertThat(bad.id()).hasSize(36);
    }
  }

  @Test
  void a_correlation_that_cannot_be_kept() {
    Received.NotUnderstood bad =
        refused(Records.of(PLAN).header(Header.CORRELATION_ID, "c".repeat(5_000)));

    assertThat(bad.field()).isEqualTo("ce_correlationid");
    assertThat(bad.correlationId()).isEqualTo("cmd-1");
  }

  @Test
  void malformed_json_by_line_and_column() {
    Received.NotUnderstood bad =
        refused(Records.of(PLAN).value("{\n  \"select\": \"all\",\n  psp: 1\n}"));

    assertThat(bad.field()).isEqualTo("(body)");
    assertThat(bad.reason())
        .startsWith("it is not JSON: Unexpected character ('p'")
        .endsWith("(line 3, column 3)");
  }

  @Test
  void json_that_ends_too_soon() {
    Received.NotUnderstood bad = refused(Records.of(PLAN).value("{\"select\": \"all\""));

    assertThat(bad.reason())
        .isEqualTo(
            "it is not JSON: Unexpected end-of-input: expected close marker for Object (line 1, column 17)");
  }

  @Test
  void more_than_one_object() {
    Received.NotUnderstood bad = refused(Records.of(PLAN).value("{} {}"));

    assertThat(bad.field()).isEqualTo("(body)");
    assertThat(bad.reason()).contains("Trailing token");
  }

  @Test
  void json_nested_without_end() {
    Received.NotUnderstood bad = refused(Records.of(PLAN).value("[".repeat(1_000_000)));

    assertThat(bad.field()).isEqualTo("(body)");
    assertThat(bad.reason())
        .startsWith("it is more than is read of JSON: Document nesting depth (65)");
  }

  @Test
  void invalid_utf_8_by_its_byte() {
    byte[] latin = "{\"select\": \"M\u00fcnchen\"}".getBytes(StandardCharsets.ISO_8859_1);

    Received.NotUnderstood bad = refused(Records.of(PLAN).value(latin));

    assertThat(bad.field()).isEqualTo("(body)");
    assertThat(bad.reason())
        .isEqualTo("it is not valid UTF-8 at byte 14; a JSON object in UTF-8 is expected");
  }

  @Test
  void utf_16() {
    byte[] wide = "{\"select\": \"all\"}".getBytes(StandardCharsets.UTF_16LE);

    assertThat(refused(Records.of(PLAN).value(wide)).reason()).startsWith("it is not JSON");
  }

  @Test
  void an_empty_body() {
    for (String body : new String[] {"", " \n "}) {
      Received.NotUnderstood bad = refused(Records.of(PLAN).value(body));

      assertThat(bad.field()).isEqualTo("(body)");
      assertThat(bad.reason()).isEqualTo("it is empty; a JSON object is expected");
    }
  }

  @Test
  void a_tombstone() {
    Received.NotUnderstood bad = refused(Records.of(PLAN).value((byte[]) null).key("esx-01"));

    assertThat(bad.field()).isEqualTo("(body)");
    assertThat(bad.reason()).isEqualTo("it is empty; a JSON object is expected");
    assertThat(bad.about()).isEqualTo("esx-01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | it is a list; a JSON object is expected",
        "\"all\" | it is a text; a JSON object is expected",
        "7 | it is a number; a JSON object is expected",
        "null | it is null; a JSON object is expected",
      })
  void a_body_that_is_no_object(String body, String reason) {
    Received.NotUnderstood bad = refused(Records.of(PLAN).value(body));

    assertThat(bad.field()).isEqualTo("(body)");
    assertThat(bad.reason()).isEqualTo(reason);
  }

  @Test
  void a_missing_field() {
    Received.NotUnderstood bad = refused(Records.of(PLAN).value("{\"select\": \"all\"}"));

    assertThat(bad.field()).isEqualTo("psp");
    assertThat(bad.reason())
        .isEqualTo("is missing; it would be: the wanted policy, such as VMW_PSP_RR");
  }

  @Test
  void a_wrong_type_in_a_nested_field() {
    Received.NotUnderstood bad =
        refused(
            Records.of(PLAN)
                .value(
                    "{\"select\": \"all\", \"psp\": \"VMW_PSP_RR\","
                        + " \"roundRobin\": {\"limit\": \"IOPS\", \"iops\": \"ten\"}}"));

    assertThat(bad.field()).isEqualTo("roundRobin.iops");
    assertThat(bad.reason()).isEqualTo("expected a whole number, got \"ten\"");
  }

  @Test
  void a_body_about_something_endless() {
    Received.NotUnderstood bad =
        refused(
            Records.of("dev.vireo.multipath.ScanHostPaths.v1")
                .value("{\"host\": \"" + "x".repeat(1_000_000) + "\"}"));

    assertThat(bad.field()).isEqualTo("(body)");
    assertThat(bad.reason()).hasSizeLessThan(300).contains("1000000 characters", "at most 100000");
  }

  @Test
  void a_key_that_is_no_text_and_headers_that_are_too_long() {
    Received.NotUnderstood bad =
        refused(
            Records.of("T".repeat(1_000_000))
                .key(new byte[] {(byte) 0xff, 0, 10})
                .header(Header.ACTOR, "a\0b\u001b[2J"));

    assertThat(bad.about()).isEqualTo("\uFFFD\uFFFD\uFFFD");
    assertThat(bad.actor()).isEqualTo("a\uFFFDb\uFFFD[2J");
    assertThat(bad.type()).hasSizeLessThan(1_100).endsWith("(1000000 characters in all)");
    assertThat(bad.reason()).hasSizeLessThan(2_000);
  }

  @Test
  void keeps_who_asked_and_for_what_chain() {
    Received.NotUnderstood bad =
        refused(
            Records.of(PLAN)
                .header(Header.CORRELATION_ID, "chain-1")
                .header(Header.ACTOR, "ops@example.org")
                .header(Header.SUBJECT, "all"));

    assertThat(bad.id()).isEqualTo("cmd-1");
    assertThat(bad.type()).isEqualTo(PLAN);
    assertThat(bad.about()).isEqualTo("all");
    assertThat(bad.correlationId()).isEqualTo("chain-1");
    assertThat(bad.actor()).isEqualTo("ops@example.org");
  }

  private static Received.NotUnderstood refused(Records record) {
    return refused(record.from(COMMANDS));
  }

  private static Received.NotUnderstood refused(ConsumerRecord<byte[], byte[]> record) {
    Received received = RecordReader.readCommand(record, Domain.MULTIPATH);
    assertThat(received).isInstanceOf(Received.NotUnderstood.class);
    return (Received.NotUnderstood) received;
  }
}
