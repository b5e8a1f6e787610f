package dev.vireo.multipath.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What round robin shall be told on a device.
 *
 * @param count I/Os under IOPS, bytes under BYTES, otherwise absent
 * @param useAno left as it is where absent
 */
public record RoundRobinTuning(
    RoundRobinLimit limit, OptionalLong count, Optional<Boolean> useAno) {

  private static final long MOST_IOPS = 10_000;
  private static final long MOST_BYTES = 100L * 1024 * 1024;

  public RoundRobinTuning {
    boolean counted = limit == RoundRobinLimit.IOPS || limit == RoundRobinLimit.BYTES;
    if (counted != count.isPresent()) {
      throw new MalformedValue(
          limit.option(),
          count.isPresent() ? "" + count.getAsLong() : "",
          0,
          counted ? "lacks its number" : "takes no number",
          counted ? "give one" : "leave it out");
    }
  }

  private static RoundRobinTuning counted(RoundRobinLimit limit, long count) {
    return new RoundRobinTuning(limit, OptionalLong.of(count), Optional.empty());
  }

  /**
   * Go on to the next path after this many I/Os.
   *
   * @throws MalformedValue unless it is 1 to 10,000
   */
  public static RoundRobinTuning iops(long count) {
    checkCount("iops", count, MOST_IOPS);
    return counted(RoundRobinLimit.IOPS, count);
  }

  /**
   * Go on to the next path after this many bytes.
   *
   * @throws MalformedValue unless it is 1 to 104,857,600
   */
  public static RoundRobinTuning bytes(long count) {
    checkCount("bytes", count, MOST_BYTES);
    return counted(RoundRobinLimit.BYTES, count);
  }

  /** The host's own limit. */
  public static RoundRobinTuning untuned() {
    return new RoundRobinTuning(RoundRobinLimit.DEFAULT, OptionalLong.empty(), Optional.empty());
  }

  /** Prefer the fastest path; from 6.7 on. */
  public static RoundRobinTuning latency() {
    return new RoundRobinTuning(RoundRobinLimit.LATENCY, OptionalLong.empty(), Optional.empty());
  }

  /**
   * What brings a device back to former settings, in order. A limit that is not in force keeps its
   * number, so numbers that differ are set first and the limit in force last.
   *
   * @param now what the device has when the first of them is run
   */
  public static List<RoundRobinTuning> restoring(
      RoundRobinSettings former, RoundRobinSettings now) {
    List<RoundRobinTuning> steps = new ArrayList<>();
    if (former.limit() != RoundRobinLimit.IOPS && !former.iops().equals(now.iops())) {
      former.iops().ifPresent(n -> steps.add(counted(RoundRobinLimit.IOPS, n)));
    }
    if (former.limit() != RoundRobinLimit.BYTES && !former.bytes().equals(now.bytes())) {
      former.bytes().ifPresent(n -> steps.add(counted(RoundRobinLimit.BYTES, n)));
    }
    OptionalLong count =
        switch (former.limit()) {
          case IOPS -> former.iops();
          case BYTES -> former.bytes();
          case DEFAULT, LATENCY -> OptionalLong.empty();
        };
    boolean numberMissing =
        count.isEmpty()
            && (former.limit() == RoundRobinLimit.IOPS || former.limit() == RoundRobinLimit.BYTES);
    if (!numberMissing) {
      steps.add(new RoundRobinTuning(former.limit(), count, Optional.of(former.useAno())));
    }
    return List.copyOf(steps);
  }

  public RoundRobinTuning withUseAno(boolean use) {
    return new RoundRobinTuning(limit, count, Optional.of(use));
  }

  /** Whether a device with the settings behaves so; 1,000 I/Os by default or on purpose alike. */
  public boolean metBy(RoundRobinSettings settings) {
    boolean limitMet =
        switch (limit) {
          case DEFAULT -> settings.limit() == RoundRobinLimit.DEFAULT;
          case IOPS ->
              settings.limit() == RoundRobinLimit.IOPS
                  ? settings.iops().equals(count)
                  : settings.limit() == RoundRobinLimit.DEFAULT
                      && count.equals(RoundRobinSettings.UNTUNED.iops());
          case BYTES -> settings.limit() == RoundRobinLimit.BYTES && settings.bytes().equals(count);
          case LATENCY -> settings.limit() == RoundRobinLimit.LATENCY;
        };
    return limitMet && useAno.map(wanted -> wanted == settings.useAno()).orElse(true);
  }

  /** For people: {@code iops=1}. */
  public String words() {
    String base =
        count.isPresent() ? limit.option() + "=" + count.getAsLong() : "limit " + limit.option();
    return base + useAno.map(use -> use ? ", useANO=1" : ", useANO=0").orElse("");
  }

  private static void checkCount(String field, long count, long most) {
    if (count < 1 || count > most) {
      throw new MalformedValue(
          field, "" + count, 0, "is out of range", "give a number from 1 to " + most);
    }
  }
}
