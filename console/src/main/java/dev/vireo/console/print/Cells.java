package dev.vireo.console.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fields of a service's answer as texts of table cells; what is absent is the empty text. */
public final class Cells {

  private Cells() {}

  /** The text at a field, or at a path such as {@code from.psp}. */
  public static String text(JsonNode node, String path) {
    JsonNode at = node;
    for (String name : path.split("\\.")) {
      at = at.path(name);
    }
    return at.isNull() ? "" : at.asText();
  }

  /** The column that shows a field. */
  public static Function<JsonNode, String> field(String path) {
    return node -> text(node, path);
  }

  /** {@code a=1 b=2} of an object of texts. */
  public static String pairs(JsonNode object) {
    List<String> pairs = new ArrayList<>();
    object.forEachEntry((name, value) -> pairs.add(name + "=" + value.asText()));
    return String.join(" ", pairs);
  }

  /** An instant to the second, in UTC, as in {@code 2026-11-23 16:29:14Z}; other text as it is. */
  public static String time(JsonNode node, String path) {
    return time(text(node, path));
  }

  /** The same of a text. */
  public static String time(String text) {
    if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?Z")) {
      return text;
    }
    String seconds = text.length() < 19 ? text.substring(0, 16) + ":00" : text.substring(0, 19);
    return seconds.replace('T', ' ') + "Z";
  }

  /** A policy state on one line: {@code VMW_PSP_RR policy=iops,iops=1}. */
  public static String policy(JsonNode state) {
    if (!state.isObject()) {
      return "";
    }
    String preferred = text(state, "preferred");
    return Stream.of(
            text(state, "psp"),
            text(state, "config"),
            preferred.isEmpty() || text(state, "config").contains(preferred)
                ? ""
                : "preferred " + preferred,
            text(state, "mode").equals("FOLLOWS_DEFAULT") ? "(follows its default)" : "")
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** The elements of an array. */
  public static List<JsonNode> rows(JsonNode array) {
    List<JsonNode> rows = new ArrayList<>();
    array.forEach(rows::add);
    return rows;
  }
}
