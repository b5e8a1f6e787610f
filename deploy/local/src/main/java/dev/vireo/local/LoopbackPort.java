package dev.vireo.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * Finds ports on 127.0.0.1 that nothing listens on.
 *
 * <p>Ports are drawn from 20000 to 29999, below the ranges from which Linux (32768) and macOS
 * (49152) take the local ports of outgoing connections: a port found free here is not lost to a
 * passing connection before its server binds it.
 */
public final class LoopbackPort {

  private static final int FIRST = 20_000;
  private static final int COUNT = 10_000;
  private static final int ATTEMPTS = 200;

  private LoopbackPort() {}

  /**
   * A port that was free a moment ago.
   *
   * @throws LocalPlatformException where 200 drawn ports were all taken
   */
  public static int free() {
    return freeBeside(0);
  }

  /**
   * As {@link #free}, and another than one that was drawn and is not bound yet.
   *
   * @param other the one that it must not be
   */
  public static int freeBeside(int other) {
    var random = RandomGenerator.getDefault();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = FIRST + random.nextInt(COUNT);
      if (port != other && isFree(port)) {
        return port;
      }
    }
    throw new LocalPlatformException(
        "No free port on 127.0.0.1: "
            + ATTEMPTS
            + " ports drawn from 20000-29999 were all in use. Stop what listens there and try again.");
  }

  /** The wanted port if it is free, else another that is. */
  public static int freeOr(int wanted) {
    return wanted > 0 && isFree(wanted) ? wanted : free();
  }

  /** Whether a server could bind the port on 127.0.0.1 now. */
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
