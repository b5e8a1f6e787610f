package dev.vireo.bus.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.vireo.bus.Catalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocumentsTest {

  private static final Path ASYNCAPI = CheckedIn.ROOT.resolve("docs/asyncapi.yaml");
  private static final Path EVENTS = CheckedIn.ROOT.resolve("docs/events.md");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  private static final RecordDocs DOCS = RecordDocs.read(CheckedIn.SOURCES);

  @Test
  void the_asyncapi_document_says_what_the_records_say() throws IOException {
    CheckedIn.holds(ASYNCAPI, asyncApi());
  }

  @Test
  void the_page_of_events_says_what_the_records_say() {
    CheckedIn.holds(EVENTS, EventsPage.of(DOCS));
  }

  @Test
  void every_reference_of_the_asyncapi_document_leads_somewhere() throws IOException {
    JsonNode document = YAML.readTree(asyncApi());
    List<String> references = document.findValuesAsText("$ref");
    assertThat(references).hasSizeGreaterThan(3 * Catalogue.entries().size());
    for (String reference : references) {
      if (reference.startsWith("#/")) {
        assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
      } else {
        Path schema = ASYNCAPI.resolveSibling(reference).normalize();
        assertThat(schema).startsWith(CheckedIn.RESOURCES);
        assertThat(JSON.readTree(schema.toFile()).path("type").asText()).isEqualTo("object");
      }
    }
  }

  @Test
  void the_asyncapi_document_has_the_shape_that_asyncapi_3_asks_for() throws IOException {
    JsonNode document = YAML.readTree(asyncApi());
    assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
    assertThat(document.path("info").path("title").asText()).isNotBlank();
    assertThat(document.path("info").path("version").isTextual()).isTrue();
    document
        .path("operations")
        .forEachEntry(
            (name, operation) -> {
              assertThat(operation.path("action").asText()).as(name).isIn("send", "receive");
              String channel = operation.path("channel").path("$ref").asText();
              assertThat(document.at(channel.substring(1)).path("address").asText())
                  .as(name)
                  .startsWith("vireo.");
            });
    document
        .path("components")
        .path("messages")
        .forEachEntry(
            (name, message) -> {
              assertThat(name).matches("[A-Za-z0-9._-]+");
              assertThat(message.path("headers").path("type").asText()).isEqualTo("object");
              assertThat(message.has("payload")).as(name).isTrue();
            });
  }

  @Test
  void every_type_is_in_the_channel_of_its_topic_and_in_no_other() throws IOException {
    JsonNode channels = YAML.readTree(asyncApi()).path("channels");
    for (Catalogue.Entry entry : Catalogue.entries()) {
      Set<String> found = new TreeSet<>();
      channels.forEachEntry(
          (name, channel) -> {
            if (channel.path("messages").has(entry.type().text())) {
              found.add(channel.path("address").asText());
            }
          });
      assertThat(found).as(entry.type().text()).containsExactly(entry.topic());
    }
  }

  @Test
  void every_link_of_the_page_leads_somewhere() {
    String page = EventsPage.of(DOCS);
    List<String> headings =
        page.lines()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
            .map(heading -> heading.replace(' ', '-'))
            .toList();
    assertThat(headings).doesNotHaveDuplicates();
    Set<String> links =
        Pattern.compile("]\\(([^)]+)\\)")
            .matcher(page)
            .results()
            .map((MatchResult link) -> link.group(1))
            .collect(Collectors.toSet());
    assertThat(links).hasSizeGreaterThan(Catalogue.entries().size());
    for (String link : links) {
      if (link.startsWith("#")) {
        assertThat(headings).contains(link.substring(1));
      } else {
        assertThat(EVENTS.resolveSibling(link).normalize()).exists();
      }
    }
  }

  private static String asyncApi() throws IOException {
    return YAML.writeValueAsString(new AsyncApiDocument(DOCS).write());
  }
}
