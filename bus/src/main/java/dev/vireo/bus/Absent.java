package dev.vireo.bus;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A collection that was left out of a body is an empty one. For compact constructors. */
public final class Absent {

  private Absent() {}

  /** An unmodifiable copy; empty for an absent list. */
  public static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** An unmodifiable copy; empty for an absent map. */
  public static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
    return map == null ? Map.of() : Map.copyOf(map);
  }
}
