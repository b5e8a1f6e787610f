package dev.vireo.bus.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.Catalogue;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCompatibilityTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BEFORE =
      """
      {'type': 'object',
       'properties': {
         'psp': {'type': 'string', 'description': 'the policy'},
         'iops': {'type': 'integer', 'format': 'int32', 'minimum': 1, 'maximum': 100},
         'limit': {'type': 'string', 'enum': ['IOPS', 'BYTES']},
         'devices': {'type': 'array', 'maxItems': 9, 'items': {'type': 'string'}},
         'tags': {'type': 'object', 'additionalProperties': {'type': 'string'}},
         'part': {'type': 'object', 'properties': {'name': {'type': 'string'}},
                  'required': ['name']}},
       'required': ['psp', 'limit']}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'psp': {'type': 'string', 'description': 'the policy'},|~~| psp: removed or renamed",
        "'psp': {|'policy': {| psp: removed or renamed",
        "'psp': {'type': 'string'|'psp': {'type': 'integer'| psp: type \"string\" became \"integer\"",
        "'int32'|'int64'| iops: format \"int32\" became \"int64\"",
        "['IOPS', 'BYTES']|['IOPS']| limit: value BYTES removed",
        "['IOPS', 'BYTES']|['IOPS', 'BYTES', 'TIME']| limit: value TIME added, which readers don't know",
        "'string', 'enum': ['IOPS', 'BYTES']|'string'| limit: no longer only [IOPS, BYTES]",
        "['psp', 'limit']|['psp', 'limit', 'iops']| iops: newly required",
        "['psp', 'limit']|['psp']| limit: no longer required",
        "'minimum': 1|'minimum': 2| iops: minimum narrowed from 1 to 2",
        "'maximum': 100|'maximum': 99| iops: maximum narrowed from 100 to 99",
        "'maxItems': 9|'maxItems': 8| devices: maxItems narrowed from 9 to 8",
        "'psp': {'type': 'string'|'psp': {'type': 'string', 'minLength': 1| psp: minLength narrowed from none to 1",
        "'items': {'type': 'string'}|'items': {'type': 'integer'}| devices[]: type \"string\" became \"integer\"",
        "'additionalProperties': {'type': 'string'}|'additionalProperties': {'type': 'boolean'}| tags.*: type \"string\" became \"boolean\"",
        "'properties': {'name': {'type': 'string'}}|'properties': {'nom': {'type': 'string'}}| part.name: removed or renamed",
        "'required': ['name']|'required': []| part.name: no longer required",
        "'type': 'string', 'description'|'type': 'string', 'pattern': 'a', 'description'| psp: pattern none became \"a\"",
      })
  void says_what_breaks_and_where(String was, String becomes, String expected)
      throws JsonProcessingException {
    assertThat(BEFORE).contains(was);
    assertThat(SchemaCompatibility.breaks(json(BEFORE), json(BEFORE.replace(was, becomes))))
        .containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'psp': {|'more': {'type': 'string'}, 'psp': {",
        "the policy|the wanted policy",
        "'minimum': 1|'minimum': 0",
        "'maximum': 100|'maximum': 101",
        "'minimum': 1, 'maximum': 100|'title': 'IOPS'",
        "['psp', 'limit']|['limit', 'psp']",
        "['IOPS', 'BYTES']|['BYTES', 'IOPS']",
        "'properties': {'name': {|'properties': {'more': {'type': 'boolean'}, 'name': {",
      })
  void allows_a_new_optional_field_a_wider_bound_and_other_words(String was, String becomes)
      throws JsonProcessingException {
    assertThat(BEFORE).contains(was);
    assertThat(SchemaCompatibility.breaks(json(BEFORE), json(BEFORE.replace(was, becomes))))
        .isEmpty();
  }

  @Property(tries = 200)
  void no_schema_breaks_itself(@ForAll("ours") JsonNode schema) {
    assertThat(SchemaCompatibility.breaks(schema, schema.deepCopy())).isEmpty();
  }

  @Property(tries = 200)
  void taking_away_any_one_property_breaks(@ForAll("ours") JsonNode schema, @ForAll int which) {
    JsonNode changed = schema.deepCopy();
    List<JsonNode> owners = changed.findParents("properties");
    ObjectNode properties =
        (ObjectNode) owners.get(Math.floorMod(which, owners.size())).path("properties");
    List<String> names = new ArrayList<>();
    properties.fieldNames().forEachRemaining(names::add);
    properties.remove(names.get(Math.floorMod(which / 7, names.size())));
    assertThat(SchemaCompatibility.breaks(schema, changed)).isNotEmpty();
  }

  @Property(tries = 200)
  void a_new_optional_property_breaks_nothing_and_taking_it_back_does(
      @ForAll("ours") JsonNode schema) {
    JsonNode changed = schema.deepCopy();
    ((ObjectNode) changed.path("properties")).putObject("entirelyNew").put("type", "string");
    assertThat(SchemaCompatibility.breaks(schema, changed)).isEmpty();
    assertThat(SchemaCompatibility.breaks(changed, schema))
        .containsExactly("entirelyNew: removed or renamed");
  }

  @Provide
  Arbitrary<JsonNode> ours() {
    return Arbitraries.of(Catalogue.entries()).map(entry -> BodySchemas.schema(entry.type()));
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
