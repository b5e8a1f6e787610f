package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.wire.RespSocket;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One client's connections to masters, and who it last found to own what. */
final class WireLines implements AutoCloseable {
  /** How an answer begins where it is not known whether anything was done. */
  static final String UNKNOWN = "-UNKNOWN ";

  private static final int TIMEOUT_MILLIS = 4_000;

  private final Map<Integer, RespSocket> open = new HashMap<>();
  private final Map<String, Integer> owners = new HashMap<>();

  int owner(String key, int otherwise) {
    return owners.getOrDefault(key, otherwise);
  }

  void remember(String key, int port) {
    owners.put(key, port);
  }

  /** What the master answers; {@code -UNKNOWN} where it is not known whether it took it. */
  String ask(int port, String... words) {
    RespSocket socket;
    try {
      socket = open.get(port);
      if (socket == null) {
        socket = new RespSocket(port, TIMEOUT_MILLIS);
        open.put(port, socket);
      }
    } catch (IOException nobody) {
      return "-TRYAGAIN nobody listens";
    }
    try {
      return socket.ask(words);
    } catch (IOException lost) {
      drop(port);
      return UNKNOWN + "the connection was lost";
    }
  }

  private void drop(int port) {
    RespSocket socket = open.remove(port);
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is gone.
      }
    }
  }

  @Override
  public void close() {
    List.copyOf(open.keySet()).forEach(this::drop);
  }
}
