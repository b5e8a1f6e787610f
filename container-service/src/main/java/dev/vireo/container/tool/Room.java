package dev.vireo.container.tool;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is free on a Linux host, from its own listings. */
final class Room {

  private static final Pattern MEMORY = Pattern.compile("(?m)^(\\w+):\\s+([0-9]{1,15}) kB");

  private Room() {}

  /**
   * Free memory in MiB by {@code /proc/meminfo}: {@code MemAvailable}, and on kernels before 3.14
   * the sum of what it is made of.
   */
  static OptionalLong memoryMiB(String meminfo) {
    long available = -1;
    long sum = -1;
    Matcher line = MEMORY.matcher(meminfo);
    while (line.find()) {
      long kib = Long.parseLong(line.group(2));
      switch (line.group(1)) {
        case "MemAvailable" -> available = kib;
        case "MemFree", "Buffers", "Cached" -> sum = Math.max(sum, 0) + kib;
        default -> {
          // no part of what is free
        }
      }
    }
    long kib = available >= 0 ? available : sum;
    return kib < 0 ? OptionalLong.empty() : OptionalLong.of(kib / 1024);
  }

  /** Free disk in MiB by {@code df -Pk}: the fourth column of the last line. */
  static OptionalLong diskMiB(String df) {
    String[] columns = df.lines().reduce((a, b) -> b).orElse("").strip().split("\\s+");
    return columns.length >= 6 && columns[3].matches("[0-9]{1,15}")
        ? OptionalLong.of(Long.parseLong(columns[3]) / 1024)
        : OptionalLong.empty();
  }
}
