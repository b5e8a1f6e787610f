package dev.vireo.multipath.domain;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What round robin is told to do on a device, without the counters that move by themselves.
 *
 * @param iops printed also where the limit is another one; absent under {@code latency}
 * @param bytes likewise, in bytes
 * @param useAno whether active paths to the controller that does not own the LUN are used as well
 * @param others further settings as printed (latencyEvalTime, samplingCycles), by name
 */
public record RoundRobinSettings(
    RoundRobinLimit limit,
    OptionalLong iops,
    OptionalLong bytes,
    boolean useAno,
    SortedMap<String, String> others) {

  /** What a device has that was never tuned. */
  public static final RoundRobinSettings UNTUNED =
      new RoundRobinSettings(
          RoundRobinLimit.DEFAULT,
          OptionalLong.of(1000),
          OptionalLong.of(10_485_760),
          false,
          new TreeMap<>());

  public RoundRobinSettings {
    others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
  }

  /** In the order and spelling of a device listing: {@code policy=iops,iops=1,...,useANO=0}. */
  public String listed() {
    StringBuilder out = new StringBuilder("policy=").append(limit.listed());
    iops.ifPresent(n -> out.append(",iops=").append(n));
    bytes.ifPresent(n -> out.append(",bytes=").append(n));
    for (Map.Entry<String, String> other : others.entrySet()) {
      out.append(',').append(other.getKey()).append('=').append(other.getValue());
    }
    return out.append(",useANO=").append(useAno ? 1 : 0).toString();
  }
}
