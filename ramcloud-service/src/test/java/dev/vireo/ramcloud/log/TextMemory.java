package dev.vireo.ramcloud.log;

import dev.vireo.ramcloud.memory.EntryKind;
import dev.vireo.ramcloud.store.KeySlot;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The smallest memory that the log can work with: texts by key. */
final class TextMemory implements TabletMemory {

  private final Map<Integer, Map<String, String>> tablets = new TreeMap<>();
  private final Map<Integer, Long> counters = new HashMap<>();

  static int slot(String key) {
    return KeySlot.of(key);
  }

  static byte[] logKey(String key) {
    return LogKeys.of(EntryKind.OBJECT, 1, key.getBytes(StandardCharsets.UTF_8));
  }

  static LogItem item(String key, String value) {
    return new LogItem(logKey(key), value.getBytes(StandardCharsets.UTF_8), false);
  }

  Map<String, String> texts(int tablet) {
    return tablets.computeIfAbsent(tablet, t -> new HashMap<>());
  }

  @Override
  public void tablets(int count) {}

  @Override
  public @Nullable String ready(int tablet) {
    return null;
  }

  @Override
  public @Nullable String replay(int tablet, LogItem item) {
    String key = new String(LogKeys.key(item.key()), StandardCharsets.UTF_8);
    if (item.removes()) {
      texts(tablet).remove(key);
    } else {
      texts(tablet).put(key, new String(item.entry(), StandardCharsets.UTF_8));
    }
    return null;
  }

  @Override
  public @Nullable LogItem current(int tablet, byte[] logKey) {
    String key = new String(LogKeys.key(logKey), StandardCharsets.UTF_8);
    String text = texts(tablet).get(key);
    return text == null ? null : item(key, text);
  }

  @Override
  public void drop(int tablet) {
    tablets.remove(tablet);
  }

  @Override
  public long versionCounter(int tablet) {
    return counters.getOrDefault(tablet, 1L);
  }

  @Override
  public void raiseVersionCounter(int tablet, long atLeast) {
    counters.merge(tablet, atLeast, Math::max);
  }
}
