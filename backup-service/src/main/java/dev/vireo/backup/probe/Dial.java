package dev.vireo.backup.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Makes a TCP connection from a vantage point. */
@FunctionalInterface
public interface Dial {

  /**
   * An open socket.
   *
   * @throws IOException as {@link Socket#connect} does
   */
  Socket open(InetAddress address, int port, Duration within) throws IOException;

  /** From this process. */
  static Dial here() {
    return (address, port, within) -> {
      Socket socket = new CountedSocket();
      try {
        socket.connect(new InetSocketAddress(address, port), (int) within.toMillis());
        return socket;
      } catch (IOException e) {
        socket.close();
        throw e;
      }
    };
  }
}
