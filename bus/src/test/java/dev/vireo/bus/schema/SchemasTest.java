package dev.vireo.bus.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.vireo.bus.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SchemasTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RecordSchemas SCHEMAS =
      new RecordSchemas(RecordDocs.read(CheckedIn.SOURCES));

  @TestFactory
  Stream<DynamicTest> the_schema_of_each_type_is_checked_in_and_stays_compatible() {
    return Catalogue.entries().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.type().text(), () -> holds(entry)));
  }

  private static void holds(Catalogue.Entry entry) throws IOException {
    Path file = CheckedIn.RESOURCES.resolve(entry.type().schema());
    JsonNode generated = SCHEMAS.of(entry);
    Optional<String> former = CheckedIn.read(file);
    if (former.isPresent()) {
      assertThat(SchemaCompatibility.breaks(JSON.readTree(former.get()), generated))
          .as(
              "%s is no longer what others write and read; leave it as it was and make the changed"
                  + " one .v%d",
              entry.type(), entry.type().version() + 1)
          .isEmpty();
    }
    CheckedIn.holds(file, pretty(generated));
  }

  @Test
  void every_schema_that_is_checked_in_belongs_to_a_type() throws IOException {
    Set<String> types =
        Catalogue.entries().stream()
            .map(entry -> entry.type().schema())
            .collect(Collectors.toCollection(TreeSet::new));
    try (Stream<Path> files = Files.walk(CheckedIn.RESOURCES.resolve("schemas"))) {
      List<String> strangers =
          files
              .filter(Files::isRegularFile)
              .map(file -> CheckedIn.RESOURCES.relativize(file).toString())
              .filter(file -> !types.contains(file))
              .toList();
      assertThat(strangers).as("schemas whose type was removed or renamed").isEmpty();
    }
  }

  @Test
  void every_whole_number_that_a_command_takes_is_bounded_so_that_it_can_be_bound() {
    for (Catalogue.Entry entry : Catalogue.entries()) {
      if (entry.isCommand()) {
        for (JsonNode type : SCHEMAS.of(entry).findParents("type")) {
          if (type.path("type").asText().equals("integer")) {
            assertThat(type.has("minimum") && type.has("maximum"))
                .as("%s has a number without a @Range: %s", entry.type(), type)
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void every_field_is_described() {
    for (Catalogue.Entry entry : Catalogue.entries()) {
      for (JsonNode properties : SCHEMAS.of(entry).findValues("properties")) {
        properties.forEachEntry(
            (name, field) ->
                assertThat(field.path("description").asText())
                    .as("@param %s in the Javadoc of %s or a part of it", name, entry.type())
                    .isNotBlank());
      }
    }
  }

  static String pretty(JsonNode json) throws JsonProcessingException {
    ObjectWriter writer =
        JSON.writer(
            new DefaultPrettyPrinter(
                    Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(new DefaultIndenter("  ", "\n")));
    return writer.writeValueAsString(json) + "\n";
  }
}
