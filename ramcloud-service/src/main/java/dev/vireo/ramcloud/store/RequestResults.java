package dev.vireo.ramcloud.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The results of clients' requests that they may ask for again (RIFL). At most {@value #WINDOW} of
 * a client are kept; what it has acknowledged is gone, and asking for it again is stale.
 */
final class RequestResults {
  /** RAMCloud's limit of a client's requests under way. */
  static final int WINDOW = 512;

  /**
   * A recorded result.
   *
   * @param number of an increment, as bits
   * @param acknowledged what the client had acknowledged by then, so that it stays stale after a
   *     replay
   */
  record Result(Status status, long version, long number, long acknowledged) {
    private static final int BYTES = 28;

    byte[] encoded() {
      return ByteBuffer.allocate(BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(status.code())
          .putLong(version)
          .putLong(number)
          .putLong(acknowledged)
          .array();
    }

    static Result decode(byte[] bytes) {
      if (bytes.length != BYTES) {
        throw new IllegalArgumentException("a result of " + bytes.length + " bytes");
      }
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      return new Result(Status.of(in.getInt()), in.getLong(), in.getLong(), in.getLong());
    }
  }

  private static final class Window {
    final NavigableMap<Long, Result> results = new TreeMap<>();
    long acknowledged;
  }

  private final Map<Long, Window> clients = new HashMap<>();

  @Nullable Result find(RequestId id) {
    Window window = clients.get(id.client());
    return window == null ? null : window.results.get(id.sequence());
  }

  boolean stale(RequestId id) {
    Window window = clients.get(id.client());
    return window != null && id.sequence() <= window.acknowledged;
  }

  boolean full(RequestId id) {
    Window window = clients.get(id.client());
    return window != null && window.results.size() >= WINDOW;
  }

  void record(long client, long sequence, Result result) {
    Window window = clients.computeIfAbsent(client, unused -> new Window());
    if (sequence > window.acknowledged) {
      window.results.put(sequence, result);
    }
  }

  /** The sequence numbers whose results are not needed any more, and are gone now. */
  List<Long> acknowledge(long client, long upTo) {
    Window window = clients.get(client);
    if (window == null || upTo <= window.acknowledged) {
      return List.of();
    }
    window.acknowledged = upTo;
    NavigableMap<Long, Result> over = window.results.headMap(upTo, true);
    List<Long> gone = List.copyOf(over.keySet());
    over.clear();
    return gone;
  }

  /** As {@link #acknowledge} of everything; the client itself is forgotten. */
  List<Long> end(long client) {
    Window window = clients.remove(client);
    return window == null ? List.of() : List.copyOf(window.results.keySet());
  }

  /** Who has results here, or has acknowledged some. */
  List<Long> clients() {
    return List.copyOf(clients.keySet());
  }

  int size() {
    return clients.values().stream().mapToInt(window -> window.results.size()).sum();
  }

  /** The key of the record of a result, and of a transaction. */
  static byte[] key(long client, long sequence) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(client)
        .putLong(sequence)
        .array();
  }
}
