package dev.vireo.backup.probe;

import dev.vireo.simulator.appliance.Appliance;
import dev.vireo.simulator.web.Certificate;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A backup appliance as a program of its own, for a network namespace, or another clock, of its
 * own. Prints its port; ends with its input.
 */
final class NamespaceTarget {

  private NamespaceTarget() {}

  /**
   * Starts it.
   *
   * @param arguments address, name in the certificate, user, password, and the file that the
   *     certificate is written to
   */
  public static void main(String[] arguments) throws Exception {
    InetAddress address = InetAddress.getByName(arguments[0]);
    Instant now = Instant.now();
    Certificate certificate =
        Certificate.valid(
            address, arguments[1], now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(30)));
    Files.writeString(Path.of(arguments[4]), certificate.pem());
    try (Appliance appliance =
        new Appliance(address, certificate, arguments[2], arguments[3], Appliance.Manner.good())) {
      System.out.println(appliance.port());
      while (System.in.read() >= 0) {
        // Whoever started it says by the end of this that it is no longer wanted.
        continue;
      }
    }
  }
}
