package dev.vireo.bench.parse;

import dev.vireo.multipath.domain.Told;
import dev.vireo.multipath.esxcli.NmpDevice;
import dev.vireo.multipath.esxcli.NmpPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The peer: the same extraction as it is usually written, a regular expression on every line. Reads
 * well-formed text only, and keeps no account of what it did not understand.
 */
final class RegexPerLine {

  private static final Pattern HEAD = Pattern.compile("^(\\S+)$");
  private static final Pattern FIELD = Pattern.compile("^\\s+([A-Z][A-Za-z ]+): ?(.*)$");
  private static final Pattern LIST = Pattern.compile(", ");

  private RegexPerLine() {}

  static List<NmpDevice> devices(String text) {
    return read(text, RegexPerLine::device);
  }

  static List<NmpPath> paths(String text) {
    return read(text, RegexPerLine::path);
  }

  private static <T> List<T> read(String text, BiFunction<String, Map<String, String>, T> record) {
    List<T> all = new ArrayList<>();
    Map<String, String> fields = new HashMap<>();
    String head = "";
    for (String line : (Iterable<String>) text.lines()::iterator) {
      Matcher field = FIELD.matcher(line);
      if (field.matches()) {
        fields.put(field.group(1), field.group(2));
        continue;
      }
      Matcher name = HEAD.matcher(line);
      if (name.matches()) {
        if (!head.isEmpty()) {
          all.add(record.apply(head, fields));
        }
        head = name.group(1);
        fields.clear();
      }
    }
    if (!head.isEmpty()) {
      all.add(record.apply(head, fields));
    }
    return all;
  }

  private static NmpDevice device(String id, Map<String, String> fields) {
    return new NmpDevice(
        id,
        fields.getOrDefault("Device Display Name", ""),
        fields.getOrDefault("Storage Array Type", ""),
        fields.getOrDefault("Storage Array Type Device Config", ""),
        fields.getOrDefault("Path Selection Policy", ""),
        fields.getOrDefault("Path Selection Policy Device Config", ""),
        fields.getOrDefault("Path Selection Policy Device Custom Config", ""),
        List.of(LIST.split(fields.getOrDefault("Working Paths", ""))),
        told(fields.get("Is Local SAS Device")),
        told(fields.get("Is USB")));
  }

  private static NmpPath path(String uid, Map<String, String> fields) {
    return new NmpPath(
        uid,
        fields.getOrDefault("Runtime Name", ""),
        fields.getOrDefault("Device", ""),
        fields.getOrDefault("Device Display Name", ""),
        fields.getOrDefault("Group State", ""),
        fields.getOrDefault("Array Priority", ""),
        fields.getOrDefault("Storage Array Type Path Config", ""),
        fields.getOrDefault("Path Selection Policy Path Config", ""));
  }

  private static Told told(@Nullable String word) {
    return word == null ? Told.NOT_TOLD : word.equals("true") ? Told.YES : Told.NO;
  }
}
