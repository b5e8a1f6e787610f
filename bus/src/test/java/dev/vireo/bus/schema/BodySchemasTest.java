package dev.vireo.bus.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Domain;
import dev.vireo.bus.MessageType;
import dev.vireo.bus.schema.BodySchemas.Violation;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodySchemasTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Catalogue.Entry PLAN = command("multipath.PlanPathPolicy");
  private static final Catalogue.Entry DISCOVER = command("inventory.DiscoverHosts");
  private static final Catalogue.Entry REGISTER = command("inventory.RegisterHost");
  private static final String GOOD_PLAN =
      "{'select': 'all', 'psp': 'VMW_PSP_RR', 'roundRobin': {'limit': 'IOPS', 'iops': 1}}";

  @Test
  void finds_nothing_wrong_with_a_good_body() {
    assertThat(check(PLAN, GOOD_PLAN)).isEmpty();
  }

  @Test
  void ignores_fields_it_does_not_know() {
    assertThat(check(PLAN, "{'select': 'all', 'psp': 'VMW_PSP_RR', 'colour': 'red'}")).isEmpty();
  }

  @Test
  void takes_a_null_for_an_absent_field() {
    String nulls =
        "{'select': 'all', 'psp': %s, 'satp': null, 'devices': null, 'roundRobin':"
            + " {'limit': 'IOPS', 'iops': null}}";
    assertThat(check(PLAN, nulls.formatted("'VMW_PSP_RR'"))).isEmpty();
    assertThat(check(PLAN, nulls.formatted("null")))
        .extracting(Violation::field)
        .containsExactly("psp");
  }

  @Test
  void refuses_a_null_in_a_list_or_a_map() {
    assertThat(check(PLAN, "{'select': 'all', 'psp': 'VMW_PSP_RR', 'devices': ['naa.1', null]}"))
        .containsExactly(new Violation("devices[1]", "expected a text, got null"));
    assertThat(check(DISCOVER, "{'tags': {'env': null}}"))
        .containsExactly(new Violation("tags.env", "expected a text, got null"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'select': 'all'} | psp | is missing; it would be: the wanted policy, such as VMW_PSP_RR",
        "{'select': 'all', 'PSP': 'x'} | psp | is missing; there is \"PSP\", but its name is written psp",
        "{'select': 'all', 'psp': ''} | psp | is empty; it would be: the wanted policy, such as VMW_PSP_RR",
        "{'select': 'all', 'psp': 7} | psp | expected a text, got 7",
        "{'select': 'all', 'psp': 'x', 'devices': 'naa.1'} | devices | expected a list, got \"naa.1\"",
        "{'select': 'all', 'psp': 'x', 'devices': ['naa.1', 5]} | devices[1] | expected a text, got 5",
        "{'select': 'all', 'psp': 'x', 'roundRobin': {}} | roundRobin.limit | is missing; it would be: what is counted",
        "{'select': 'all', 'psp': 'x', 'roundRobin': {'limit': 'PINK'}} | roundRobin.limit | \"PINK\" is none of DEFAULT, IOPS, BYTES, LATENCY",
        "{'select': 'all', 'psp': 'x', 'roundRobin': {'limit': 'IOPS', 'iops': 'ten'}} | roundRobin.iops | expected a whole number, got \"ten\"",
        "{'select': 'all', 'psp': 'x', 'roundRobin': {'limit': 'IOPS', 'iops': 1.5}} | roundRobin.iops | expected a whole number, got 1.5",
        "{'select': 'all', 'psp': 'x', 'roundRobin': {'limit': 'IOPS', 'iops': 0}} | roundRobin.iops | expected 1 or more, got 0",
        "{'select': 'all', 'psp': 'x', 'roundRobin': {'limit': 'IOPS', 'iops': 99999999999999999999}} | roundRobin.iops | expected 10000000 or less, got 99999999999999999999",
        "{'select': 'all', 'psp': 'x', 'overrides': [{'rule': 'single-path'}]} | overrides[0].reason | is missing; it would be: why it may be set aside here",
        "[] | (body) | expected an object, got a list",
      })
  void names_the_field_what_was_seen_and_what_would_be_right(
      String body, String field, String message) {
    assertThat(check(PLAN, body)).containsExactly(new Violation(field, message));
  }

  @Test
  void finds_everything_that_is_wrong_at_once() {
    assertThat(check(DISCOVER, "{'port': 0, 'perSecond': 501, 'vcenter': {'user': 'root'}}"))
        .extracting(Violation::field)
        .containsExactlyInAnyOrder("port", "perSecond", "vcenter.address", "vcenter.credential");
  }

  @Test
  void refuses_more_addresses_than_it_would_try() {
    ObjectNode body = JSON.createObjectNode();
    for (int i = 0; i <= 10_000; i++) {
      body.withArray("addresses").add("192.0.2.1");
    }
    assertThat(BodySchemas.check(DISCOVER, body))
        .containsExactly(new Violation("addresses", "expected 10000 entries or fewer, got 10001"));
  }

  @Test
  void does_not_repeat_what_stands_in_the_place_of_a_credential() {
    assertThat(
            check(
                REGISTER,
                "{'host': 'esx-01', 'connection': {'address': 'esx-01', 'user': 'root',"
                    + " 'credentialKind': 'PASSWORD', 'credential': 31337}}"))
        .containsExactly(new Violation("connection.credential", "expected a text, got a number"));
  }

  @Test
  void cuts_what_it_quotes_and_shows_no_control_characters() {
    ObjectNode body = JSON.createObjectNode().put("select", "all").put("psp", "x");
    body.putObject("roundRobin").put("limit", "\u001b[2J\n" + "x".repeat(5_000));
    assertThat(BodySchemas.check(PLAN, body))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.message()).hasSizeLessThan(150).doesNotContain("\u001b", "\n");
            });
  }

  @Test
  void says_so_when_a_type_has_no_schema() {
    assertThatThrownBy(() -> BodySchemas.schema(new MessageType(Domain.BACKUP, "Nothing", 1)))
        .hasMessageContaining("schemas/backup/Nothing.v1.json");
  }

  @Property
  void no_body_makes_it_throw(
      @ForAll("entries") Catalogue.Entry entry, @ForAll("bodies") JsonNode body) {
    assertThat(BodySchemas.check(entry, body))
        .allSatisfy(
            violation -> {
              assertThat(violation.field()).isNotBlank();
              assertThat(violation.message()).isNotBlank();
            });
  }

  @Provide
  Arbitrary<Catalogue.Entry> entries() {
    return Arbitraries.of(Catalogue.entries());
  }

  @Provide
  Arbitrary<JsonNode> bodies() {
    Arbitrary<String> names =
        Arbitraries.of("select", "psp", "host", "roundRobin", "limit", "iops", "devices", "tags")
            .edgeCases(cases -> cases.add("", ".", "/~"));
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(100).map(text -> (Object) text),
            Arbitraries.doubles().map(number -> (Object) number),
            Arbitraries.bigIntegers().map(number -> (Object) number),
            Arbitraries.of(true, false).map(value -> (Object) value),
            Arbitraries.just("").injectNull(1).map(value -> (Object) value));
    Arbitrary<Object> values =
        Arbitraries.recursive(
            () -> leaves,
            inner ->
                Arbitraries.oneOf(
                    inner.list().ofMaxSize(3).map(list -> (Object) list),
                    Arbitraries.maps(names, inner).ofMaxSize(4).map(map -> (Object) map)),
            0,
            3);
    return values.map(value -> JSON.valueToTree(value));
  }

  private static List<Violation> check(Catalogue.Entry entry, String body) {
    try {
      return BodySchemas.check(entry, JSON.readTree(body.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the test's own body is not JSON: " + body, e);
    }
  }

  private static Catalogue.Entry command(String name) {
    return Catalogue.find("dev.vireo." + name + ".v1").orElseThrow();
  }
}
