package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import dev.vireo.backup.domain.preflight.PortState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;

/** Whether a TCP port is open, and if not, how it is shut. */
final class Ports {

  static final Duration PATIENCE = Duration.ofSeconds(3);

  private Ports() {}

  static Evidence.PortKnocked knock(Dial dial, InetAddress address, int port) {
    Stopwatch watch = new Stopwatch();
    PortState state;
    String received;
    try (Socket socket = dial.open(address, port, PATIENCE)) {
      state = PortState.OPEN;
      received = socket.isConnected() ? "connected" : "a connection";
    } catch (SocketTimeoutException e) {
      state = PortState.FILTERED;
      received = "nothing within " + PATIENCE.toMillis() + " ms";
    } catch (IOException e) {
      received = Tls.words(e);
      state = state(e, received.toLowerCase(Locale.ROOT));
    }
    return new Evidence.PortKnocked(
        new Exchange(
            "TCP connection to " + address.getHostAddress() + ":" + port, received, watch.millis()),
        port,
        state);
  }

  private static PortState state(IOException e, String words) {
    if (words.contains("refused") || words.contains("reset")) {
      return PortState.REFUSED;
    }
    return e instanceof NoRouteToHostException
            || words.contains("no route")
            || words.contains("unreachable")
            || words.contains("invalid argument")
        ? PortState.NO_ROUTE
        : PortState.FILTERED;
  }
}
