package dev.vireo.ramcloud.meta;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The leases of clients, as read from the log. One that has run out is refused at once by every
 * master's clock; its client's results are forgotten only {@link #GRACE} later, when no clock that
 * lags can still honour it. Safe for any thread.
 */
final class Leases {

  /** How long a lease lasts from its last renewal; RAMCloud's. */
  static final Duration TERM = Duration.ofMinutes(30);

  /** By how much the clocks of two masters may differ. */
  static final Duration GRACE = Duration.ofMinutes(10);

  /** A lease is renewed when this much of it is left, and no more often than {@link #AGAIN}. */
  private static final Duration RENEW_BELOW = TERM.dividedBy(2);

  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Map<Long, Long> ends = new ConcurrentHashMap<>();
  private final Map<Long, Long> asked = new ConcurrentHashMap<>();

  /** The log says that the client's lease ends then. */
  void set(long client, long end) {
    ends.put(client, end);
  }

  /** The log says that it is over. */
  void over(long client) {
    ends.remove(client);
    asked.remove(client);
  }

  boolean holds(long client, long now) {
    Long end = ends.get(client);
    return end != null && end > now;
  }

  /** Whether its results are still to be kept. */
  boolean isKnown(long client) {
    return ends.containsKey(client);
  }

  OptionalLong end(long client) {
    Long end = ends.get(client);
    return end == null ? OptionalLong.empty() : OptionalLong.of(end);
  }

  /** Whether a lease that holds is to be renewed now; says so once in a while only. */
  boolean wantsRenewal(long client, long now) {
    Long end = ends.get(client);
    if (end == null || end - now > RENEW_BELOW.toMillis()) {
      return false;
    }
    Long last = asked.get(client);
    if (last != null && now - last < AGAIN.toMillis()) {
      return false;
    }
    asked.put(client, now);
    return true;
  }

  /** Those whose results can be forgotten. */
  List<Long> runOut(long now) {
    List<Long> out = new ArrayList<>();
    ends.forEach(
        (client, end) -> {
          if (end + GRACE.toMillis() < now) {
            out.add(client);
          }
        });
    return out;
  }
}
