package dev.vireo.ramcloud.service;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * A {@link WireMasterMain} in an {@link OwnNetwork}: it finds Kafka, and is found, at 127.0.0.1 as
 * masters outside do.
 */
public final class RelayedMasterMain {

  private RelayedMasterMain() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments as of {@link WireMasterMain}, with {@code kafka=HOST} and {@code outside=HOST}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int kafka = Integer.parseInt(arguments[0].substring(arguments[0].lastIndexOf(':') + 1));
    var _ = new OwnNetwork.Relay("127.0.0.1", kafka, value(arguments, "kafka="), kafka);
    String[] rest =
        Arrays.stream(arguments)
            .filter(each -> !each.startsWith("kafka=") && !each.startsWith("outside="))
            .toArray(String[]::new);
    int port = WireMasterMain.start(rest).port();
    var _ = new OwnNetwork.Relay(value(arguments, "outside="), port, "127.0.0.1", port);
    System.out.println(port);
    new CountDownLatch(1).await();
  }

  private static String value(String[] arguments, String name) {
    return Arrays.stream(arguments)
        .filter(each -> each.startsWith(name))
        .findFirst()
        .map(each -> each.substring(name.length()))
        .orElseThrow();
  }
}
