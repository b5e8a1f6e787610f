package dev.vireo.bus.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.vireo.bus.codec.Json;
import java.util.List;

/**
 * What is kept of a host beside its items.
 *
 * @param note the view's own remark
 * @param items ids of its items, in order
 */
record ShelfEntry(String note, List<String> items) {

  static final ShelfEntry NONE = new ShelfEntry("", List.of());

  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  ShelfEntry {
    items = List.copyOf(items);
  }

  static ShelfEntry read(String json) {
    try {
      return Json.MAPPER.readValue(json, ShelfEntry.class);
    } catch (JsonProcessingException e) {
      throw unreadable(json, e);
    }
  }

  static List<String> texts(String json) {
    try {
      return Json.MAPPER.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw unreadable(json, e);
    }
  }

  static String json(Object value) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static IllegalStateException unreadable(String json, JsonProcessingException e) {
    return new IllegalStateException(
        "a live view holds what this version cannot read; rebuild the projections. It is: " + json,
        e);
  }
}
