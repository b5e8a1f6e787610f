package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import dev.vireo.backup.domain.preflight.PortState;
import dev.vireo.hypervisor.ssh.ForwardingRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Whether a TCP port is open, and if not, how it is shut. */
final class Ports {

  static final Duration PATIENCE = Duration.ofSeconds(3);

  private Ports() {}

  /**
   * A port that was knocked at.
   *
   * @param refusal why that place makes no connections for us, so that nothing can follow; empty
   *     where it does
   */
  record Knocked(InetAddress address, Evidence evidence, Optional<String> refusal) {
    boolean open() {
      return evidence instanceof Evidence.PortKnocked knocked && knocked.state() == PortState.OPEN;
    }
  }

  /** From there; where that place makes no connections for us, by its own means. */
  static Knocked knock(Vantage place, InetAddress address, int port) throws InterruptedException {
    Stopwatch watch = new Stopwatch();
    PortState state;
    String received;
    try (Socket socket = place.dial().open(address, port, PATIENCE)) {
      state = PortState.OPEN;
      received = socket.isConnected() ? "connected" : "a connection";
    } catch (SocketTimeoutException e) {
      state = PortState.FILTERED;
      received = "nothing within " + PATIENCE.toMillis() + " ms";
    } catch (ForwardingRefusedException e) {
      String refusal = Tls.words(e);
      return new Knocked(address, place.knock(address, port, refusal), Optional.of(refusal));
    } catch (IOException e) {
      received = Tls.words(e);
      state = state(e, received.toLowerCase(Locale.ROOT));
    }
    String sent = "TCP connection to " + address.getHostAddress() + ":" + port;
    return new Knocked(
        address,
        new Evidence.PortKnocked(new Exchange(sent, received, watch.millis()), port, state),
        Optional.empty());
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
