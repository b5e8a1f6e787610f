package dev.vireo.bus.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a schema may take the place of an older one under the same version. A new optional
 * property may come, a description may change, and a bound may become wider; anything else breaks
 * those who write or read the type and is a new version.
 *
 * <p>It understands the keywords that {@link RecordSchemas} gives. A change to any other one counts
 * as a break.
 */
final class SchemaCompatibility {

  /** Says nothing about which bodies are right. */
  private static final Set<String> REMARKS = Set.of("description", "title", "$id", "$schema");

  /** The larger, the stricter. */
  private static final Set<String> LOWER_BOUNDS = Set.of("minimum", "minLength", "minItems");

  /** The smaller, the stricter. */
  private static final Set<String> UPPER_BOUNDS = Set.of("maximum", "maxLength", "maxItems");

  private SchemaCompatibility() {}

  /** What would break, a line each with its place; empty: nothing. */
  static List<String> breaks(JsonNode before, JsonNode after) {
    List<String> breaks = new ArrayList<>();
    compare("(body)", before, after, breaks);
    return breaks;
  }

  private static void compare(String at, JsonNode before, JsonNode after, List<String> breaks) {
    if (!before.isObject() || !after.isObject()) {
      if (!before.equals(after)) {
        breaks.add(at + ": " + shown(before) + " became " + shown(after));
      }
      return;
    }
    Set<String> keywords = new LinkedHashSet<>();
    before.fieldNames().forEachRemaining(keywords::add);
    after.fieldNames().forEachRemaining(keywords::add);
    keywords.removeAll(REMARKS);
    for (String keyword : keywords) {
      JsonNode was = before.path(keyword);
      JsonNode is = after.path(keyword);
      switch (keyword) {
        case "properties" -> properties(at, was, is, breaks);
        case "required" -> required(at, names(was), names(is), breaks);
        case "enum" -> values(at, names(was), names(is), breaks);
        case "items", "additionalProperties" ->
            compare(at + (keyword.equals("items") ? "[]" : ".*"), was, is, breaks);
        default -> keyword(at, keyword, was, is).ifPresent(breaks::add);
      }
    }
  }

  private static void properties(String at, JsonNode before, JsonNode after, List<String> breaks) {
    before.forEachEntry(
        (name, was) -> {
          if (after.has(name)) {
            compare(place(at, name), was, after.path(name), breaks);
          } else {
            breaks.add(place(at, name) + ": removed or renamed");
          }
        });
  }

  private static void required(
      String at, Set<String> before, Set<String> after, List<String> breaks) {
    after.stream()
        .filter(name -> !before.contains(name))
        .forEach(name -> breaks.add(place(at, name) + ": newly required"));
    before.stream()
        .filter(name -> !after.contains(name))
        .forEach(name -> breaks.add(place(at, name) + ": no longer required"));
  }

  private static void values(
      String at, Set<String> before, Set<String> after, List<String> breaks) {
    if (before.isEmpty() || after.isEmpty()) {
      breaks.add(at + (before.isEmpty() ? ": now only " + after : ": no longer only " + before));
      return;
    }
    before.stream()
        .filter(value -> !after.contains(value))
        .forEach(value -> breaks.add(at + ": value " + value + " removed"));
    after.stream()
        .filter(value -> !before.contains(value))
        .forEach(value -> breaks.add(at + ": value " + value + " added, which readers don't know"));
  }

  private static Optional<String> keyword(
      String at, String keyword, JsonNode before, JsonNode after) {
    boolean lower = LOWER_BOUNDS.contains(keyword);
    if (!lower && !UPPER_BOUNDS.contains(keyword)) {
      return before.equals(after)
          ? Optional.empty()
          : Optional.of(at + ": " + keyword + " " + shown(before) + " became " + shown(after));
    }
    if (after.isMissingNode()) {
      return Optional.empty();
    }
    BigDecimal now = after.decimalValue();
    boolean narrower =
        before.isMissingNode()
            || (lower
                ? now.compareTo(before.decimalValue()) > 0
                : now.compareTo(before.decimalValue()) < 0);
    return narrower
        ? Optional.of(at + ": " + keyword + " narrowed from " + shown(before) + " to " + now)
        : Optional.empty();
  }

  private static Set<String> names(JsonNode list) {
    Set<String> names = new LinkedHashSet<>();
    list.forEach(name -> names.add(name.asText()));
    return names;
  }

  private static String place(String at, String name) {
    return at.equals("(body)") ? name : at + "." + name;
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "none" : node.toString();
  }
}
