package dev.vireo.bus.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.vireo.bus.Catalogue;
import dev.vireo.bus.MessageType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds bodies against the JSON Schema of their type.
 *
 * <p>A field that is {@code null} is taken as one that is absent. Unknown fields are ignored.
 * Thread-safe; a schema is read once.
 */
public final class BodySchemas {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Map<String, Loaded> LOADED = new ConcurrentHashMap<>();

  private BodySchemas() {}

  /**
   * What is wrong with a field.
   *
   * @param field its place, such as {@code psp}, {@code roundRobin.iops} or {@code addresses[2]};
   *     {@code (body)} for the whole
   * @param message what was seen and what would be right
   */
  public record Violation(String field, String message) {}

  private record Loaded(JsonNode text, Schema schema) {}

  /** What is wrong with a body of this type; empty: nothing. */
  public static List<Violation> check(Catalogue.Entry entry, JsonNode body) {
    Loaded loaded = loaded(entry.type());
    JsonNode present = withoutNulls(body, loaded.text());
    return loaded.schema().validate(present).stream()
        .map(error -> Violations.of(error, loaded.text()))
        .distinct()
        .toList();
  }

  /**
   * The schema of this type, a copy of its own.
   *
   * @throws IllegalArgumentException if the class path has no schema of it
   */
  public static JsonNode schema(MessageType type) {
    return loaded(type).text().deepCopy();
  }

  private static Loaded loaded(MessageType type) {
    return LOADED.computeIfAbsent(type.schema(), BodySchemas::load);
  }

  private static Loaded load(String resource) {
    try (InputStream in = BodySchemas.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no " + resource + " on the class path");
      }
      JsonNode text = JSON.readTree(in);
      Schema schema = REGISTRY.getSchema(text);
      schema.initializeValidators();
      return new Loaded(text, schema);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(resource + " is not JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  /**
   * The body without the fields that are null, as far as the schema knows them: an explicit null
   * and an absent field are the same to the records. Nulls in lists and maps stay, and are wrong.
   */
  private static JsonNode withoutNulls(JsonNode body, JsonNode schema) {
    JsonNode properties = schema.path("properties");
    JsonNode items = schema.path("items");
    if (body.isArray() && items.isObject()) {
      var kept = JSON.createArrayNode();
      body.forEach(item -> kept.add(withoutNulls(item, items)));
      return kept;
    }
    if (!body.isObject() || !properties.isObject()) {
      return body;
    }
    ObjectNode kept = JSON.createObjectNode();
    body.forEachEntry(
        (name, value) -> {
          if (!value.isNull() || !properties.has(name)) {
            kept.set(name, withoutNulls(value, properties.path(name)));
          }
        });
    return kept;
  }
}
