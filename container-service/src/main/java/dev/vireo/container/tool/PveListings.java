package dev.vireo.container.tool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code pct list}, {@code pvesm status} and {@code pveam list} print. */
final class PveListings {

  /** {@code "%-10s %-10s %-12s %-20s"}: id, status, lock or blanks, name. */
  private static final Pattern ROW = Pattern.compile("([1-9][0-9]{2,8})\\s+([a-z]+)(?:\\s.*|$)");

  private static final int LOCK_AT = 22;

  /** The identifier of a storage, as {@code PVE::JSONSchema} has it. */
  private static final Pattern STORAGE = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*[A-Za-z0-9]");

  private PveListings() {}

  /**
   * A row of {@code pct list}.
   *
   * @param lock what holds it, such as {@code backup}; empty: nothing does
   * @param name its host name; empty where it has none yet
   */
  record Row(String id, String status, String lock, String name) {}

  /** The rows; other lines go to {@code unparsed}. */
  static List<Row> rows(String text, List<String> unparsed) {
    List<Row> rows = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("VMID")) {
        continue;
      }
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(row(row.group(1), row.group(2), line));
      } else {
        unparsed.add(line);
      }
    }
    return rows;
  }

  /** A blank lock is no column to split at: whether there is one is told by its place. */
  private static Row row(String id, String status, String line) {
    if (line.length() <= LOCK_AT) {
      return new Row(id, status, "", "");
    }
    String rest = line.substring(LOCK_AT).strip();
    if (line.charAt(LOCK_AT) == ' ') {
      return new Row(id, status, "", rest);
    }
    String[] words = rest.split("\\s+", 2);
    return new Row(id, status, words[0], words.length > 1 ? words[1].strip() : "");
  }

  /**
   * A storage that can be used now.
   *
   * @param freeKiB what is free on it
   */
  record Storage(String name, OptionalLong freeKiB) {}

  /**
   * Storages by {@code pvesm status}: name, type, {@code active} (a 1 before Proxmox VE 5), total,
   * used, available in KiB, and a percentage.
   */
  static List<Storage> storages(String text) {
    List<Storage> storages = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] f = line.strip().split("\\s+");
      if (f.length >= 6
          && STORAGE.matcher(f[0]).matches()
          && (f[2].equals("active") || f[2].equals("1"))) {
        storages.add(
            new Storage(
                f[0],
                f[5].matches("[0-9]{1,17}")
                    ? OptionalLong.of(Long.parseLong(f[5]))
                    : OptionalLong.empty()));
      }
    }
    return storages;
  }

  /** The one with most room. */
  static Optional<Storage> roomiest(List<Storage> storages) {
    return storages.stream().max(Comparator.comparingLong(s -> s.freeKiB().orElse(0)));
  }

  /** Volumes of templates by {@code pveam list}, such as {@code local:vztmpl/FILE}. */
  static List<String> volumes(String text) {
    return text.lines()
        .map(line -> line.strip().split("\\s+", 2)[0])
        .filter(v -> v.matches("[A-Za-z][A-Za-z0-9._-]*:vztmpl/[^/\\s]+"))
        .toList();
  }

  /** The volume of a template's file name, with or without its suffix. */
  static Optional<String> volume(List<String> volumes, String template) {
    return volumes.stream()
        .filter(
            v -> {
              String file = v.substring(v.indexOf('/') + 1);
              return file.equals(template) || file.startsWith(template + ".tar");
            })
        .findFirst();
  }
}
