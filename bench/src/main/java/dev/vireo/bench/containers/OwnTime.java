package dev.vireo.bench.containers;

import java.time.Duration;

/**
 * What the hosts themselves need for containers that are spread evenly over them: so many at a
 * time, and the next when one is done.
 *
 * @param atOnce how many a host works on at a time
 * @param createMillis what making one takes; starting takes half of it, and until its own scripts
 *     have set up the network, half of that goes by
 */
record OwnTime(int hosts, int containers, int atOnce, long createMillis) {

  /** How often the busiest host begins anew. */
  private long rounds() {
    long onBusiest = (containers + hosts - 1) / hosts;
    return (onBusiest + atOnce - 1) / atOnce;
  }

  /** Until the last container's network is up. */
  Duration withBoot() {
    return Duration.ofMillis(rounds() * (toolMillis() + createMillis / 4));
  }

  /** Until the last tool has ended, as if no container had to boot. */
  Duration ofTools() {
    return Duration.ofMillis(rounds() * toolMillis());
  }

  /** One container, from its first command until its network is up. */
  double eachSeconds() {
    return (toolMillis() + createMillis / 4) / 1e3;
  }

  private long toolMillis() {
    return createMillis + createMillis / 2;
  }
}
