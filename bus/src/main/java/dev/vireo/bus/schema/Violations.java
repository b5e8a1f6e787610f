package dev.vireo.bus.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.vireo.bus.schema.BodySchemas.Violation;
import java.util.ArrayList;
import java.util.List;

/** What a validator found, in words for whoever sent the body. */
final class Violations {

  private static final String WHOLE = "(body)";
  private static final int LONGEST_QUOTE = 60;

  private Violations() {}

  /** The finding in words; {@code schema} is that of the whole body and has the descriptions. */
  static Violation of(Error error, JsonNode schema) {
    NodePath path = error.getInstanceLocation();
    String at = place(path);
    JsonNode expected = error.getSchemaNode();
    JsonNode seen = error.getInstanceNode();
    String message =
        switch (error.getKeyword()) {
          case "required" -> missing(error.getProperty(), seen, at(path, schema));
          case "type" -> "expected " + article(expected.asText()) + ", got " + seen(path, seen);
          case "enum" -> seen(path, seen) + " is none of " + list(expected);
          case "minLength" -> "is empty" + wouldBe(at(path, schema));
          case "minimum" -> "expected " + expected.asText() + " or more, got " + seen(path, seen);
          case "maximum" -> "expected " + expected.asText() + " or less, got " + seen(path, seen);
          case "minItems" ->
              "expected " + expected.asText() + " entries or more, got " + seen.size();
          case "maxItems" ->
              "expected " + expected.asText() + " entries or fewer, got " + seen.size();
          default -> String.valueOf(error.getMessage());
        };
    if (!error.getKeyword().equals("required")) {
      return new Violation(at, message);
    }
    return new Violation(
        at.equals(WHOLE) ? error.getProperty() : at + "." + error.getProperty(), message);
  }

  private static String missing(String name, JsonNode seen, JsonNode schema) {
    for (String given : (Iterable<String>) seen::fieldNames) {
      if (given.equalsIgnoreCase(name)) {
        return "is missing; there is " + quoted(given) + ", but its name is written " + name;
      }
    }
    return "is missing" + wouldBe(schema.path("properties").path(name));
  }

  private static String wouldBe(JsonNode schema) {
    String description = schema.path("description").asText();
    return description.isEmpty() ? "" : "; it would be: " + description;
  }

  /** The part of the schema that describes this place of a body. */
  private static JsonNode at(NodePath path, JsonNode schema) {
    JsonNode part = schema;
    for (int i = 0; i < path.getNameCount(); i++) {
      if (path.getElement(i) instanceof Integer) {
        part = part.path("items");
      } else {
        JsonNode property = part.path("properties").path(path.getName(i));
        part = property.isMissingNode() ? part.path("additionalProperties") : property;
      }
    }
    return part;
  }

  /** Such as {@code roundRobin.iops} and {@code addresses[2]}. */
  private static String place(NodePath path) {
    StringBuilder place = new StringBuilder();
    for (int i = 0; i < path.getNameCount(); i++) {
      if (path.getElement(i) instanceof Integer index) {
        place.append('[').append(index).append(']');
      } else {
        place.append(place.isEmpty() ? "" : ".").append(printable(path.getName(i)));
      }
    }
    return place.isEmpty() ? WHOLE : place.toString();
  }

  /**
   * A value as it came, cut to a line's length. What stands in a credential's place is not
   * repeated: somebody may have put the secret where its reference belongs.
   */
  private static String seen(NodePath path, JsonNode value) {
    boolean secret =
        path.getNameCount() > 0
            && "credential".equals(String.valueOf(path.getElement(path.getNameCount() - 1)));
    return switch (value.getNodeType()) {
      case STRING -> secret ? "a text" : quoted(value.textValue());
      case NUMBER -> secret ? "a number" : cut(value.asText());
      case BOOLEAN -> value.asText();
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      default -> "null";
    };
  }

  private static String quoted(String text) {
    return '"' + printable(text) + '"';
  }

  private static String printable(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_QUOTE + 1L)
        .map(c -> Character.isISOControl(c) || !Character.isDefined(c) ? '\ufffd' : c)
        .forEach(line::appendCodePoint);
    return cut(line.toString());
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_QUOTE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) + "...";
  }

  private static String article(String type) {
    return switch (type) {
      case "string" -> "a text";
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "an object";
      default -> type;
    };
  }

  private static String list(JsonNode values) {
    List<String> names = new ArrayList<>();
    values.forEach(value -> names.add(value.asText()));
    return String.join(", ", names);
  }
}
