package dev.vireo.multipath.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import dev.vireo.bus.codec.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON columns to the records that were written there. */
final class RowJson {

  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private RowJson() {}

  static <T> T one(String json, Class<T> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw unreadable(json, e);
    }
  }

  static <T> @Nullable T oneOrNull(@Nullable String json, Class<T> type) {
    return json == null ? null : one(json, type);
  }

  static <T> List<T> list(String json, Class<T> type) {
    JavaType list = Json.MAPPER.getTypeFactory().constructCollectionType(List.class, type);
    try {
      return Json.MAPPER.readValue(json, list);
    } catch (JsonProcessingException e) {
      throw unreadable(json, e);
    }
  }

  /** Empty for a column that is null. */
  static List<String> texts(@Nullable String json) {
    if (json == null) {
      return List.of();
    }
    try {
      return Json.MAPPER.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw unreadable(json, e);
    }
  }

  private static IllegalStateException unreadable(String json, JsonProcessingException e) {
    return new IllegalStateException(
        "a view holds what this version cannot read; rebuild the projections. It is: " + json, e);
  }
}
