package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.log.LogMeters;
import dev.vireo.ramcloud.log.LogSettings;
import dev.vireo.ramcloud.tablet.Safeguard;
import dev.vireo.ramcloud.wire.ServerOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A master of its own process that may leave rules out, to show what they are for. */
public final class WireMasterMain {

  private static final long MEMORY = 128L << 20;
  private static final String LEASE = "lease=";

  private WireMasterMain() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments bootstrap servers, topic, id, tablets, then rules that are left out, and
   *     {@code lease=MILLIS} for another lease than half a second; the port that it listens on is
   *     printed
   */
  public static void main(String[] arguments) throws InterruptedException {
    System.out.println(start(arguments).port());
    new CountDownLatch(1).await();
  }

  /** Starts it, as the arguments say. */
  static RunningMaster start(String[] arguments) {
    EnumSet<Safeguard> rules = EnumSet.allOf(Safeguard.class);
    Arrays.stream(arguments)
        .skip(4)
        .filter(each -> !each.startsWith(LEASE))
        .map(Safeguard::valueOf)
        .forEach(rules::remove);
    return RunningMaster.start(
        ServerOptions.local(0), MEMORY, port -> settings(arguments, port), LogMeters.NONE, rules);
  }

  private static Duration lease(String[] arguments) {
    return Arrays.stream(arguments)
        .filter(each -> each.startsWith(LEASE))
        .findFirst()
        .map(each -> Duration.ofMillis(Long.parseLong(each.substring(LEASE.length()))))
        .orElse(Duration.ofMillis(500));
  }

  private static LogSettings settings(String[] arguments, int port) {
    return new LogSettings(
        Map.of("bootstrap.servers", arguments[0]),
        arguments[1],
        arguments[1] + "-masters",
        Integer.parseInt(arguments[3]),
        lease(arguments),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofMinutes(10),
        16 << 20,
        false,
        arguments[2],
        "127.0.0.1",
        port);
  }
}
