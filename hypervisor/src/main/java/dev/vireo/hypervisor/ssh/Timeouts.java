package dev.vireo.hypervisor.ssh;

import java.time.Duration;

/**
 * How long each part may take.
 *
 * @param connect until the host has taken the TCP connection
 * @param auth from there until it has let us in: key exchange, host key, login
 * @param exec a whole script
 * @param idle within a script, without a single byte from the host
 */
public record Timeouts(Duration connect, Duration auth, Duration exec, Duration idle) {

  /** 10 s, 30 s, 30 min and 5 min: a rescan of a large storage network is silent for minutes. */
  public static final Timeouts DEFAULT =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(30),
          Duration.ofMinutes(5));

  public Timeouts {
    requirePositive("connect", connect);
    requirePositive("auth", auth);
    requirePositive("exec", exec);
    requirePositive("idle", idle);
  }

  private static void requirePositive(String name, Duration timeout) {
    if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(name + " time-out is 1 ms to 24 hours, not " + timeout);
    }
  }
}
