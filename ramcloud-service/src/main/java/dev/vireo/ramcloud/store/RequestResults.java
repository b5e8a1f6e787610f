package dev.vireo.ramcloud.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
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
   * @param number of an increment, as bits; of a transaction that was aborted, the operation
   * @param acknowledged what the client had acknowledged by then, so that it stays stale after a
   *     replay
   * @param versions of a transaction's operations; of others none
   */
  record Result(Status status, long version, long number, long acknowledged, List<Long> versions) {
    private static final int BYTES = 28;

    Result(Status status, long version, long number, long acknowledged) {
      this(status, version, number, acknowledged, List.of());
    }

    static Result of(TxResult ended, long acknowledged) {
      return switch (ended) {
        case TxResult.Committed committed ->
            new Result(Status.OK, 0, 0, acknowledged, committed.versions());
        case TxResult.Aborted aborted ->
            new Result(aborted.status(), aborted.version(), aborted.operation(), acknowledged);
        case TxResult.Prepared prepared ->
            throw new IllegalArgumentException("a transaction that is prepared has no result");
      };
    }

    TxResult ofTransaction() {
      return status.ok()
          ? new TxResult.Committed(versions)
          : new TxResult.Aborted((int) number, status, version);
    }

    byte[] encoded() {
      ByteBuffer out =
          ByteBuffer.allocate(BYTES + Long.BYTES * versions.size())
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(status.code())
              .putLong(version)
              .putLong(number)
              .putLong(acknowledged);
      versions.forEach(out::putLong);
      return out.array();
    }

    static Result decode(byte[] bytes) {
      if (bytes.length < BYTES || (bytes.length - BYTES) % Long.BYTES != 0) {
        throw new IllegalArgumentException("a result of " + bytes.length + " bytes");
      }
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      Status status = Status.of(in.getInt());
      long version = in.getLong();
      long number = in.getLong();
      long acknowledged = in.getLong();
      List<Long> versions = new ArrayList<>();
      while (in.hasRemaining()) {
        versions.add(in.getLong());
      }
      return new Result(status, version, number, acknowledged, versions);
    }
  }

  private static final class Window {
    final NavigableMap<Long, Result> results = new TreeMap<>();
    long acknowledged;
  }

  private final Map<Long, Window> clients = new HashMap<>();

  @Nullable Result find(RequestId id) {
    return find(id.client(), id.sequence());
  }

  @Nullable Result find(long client, long sequence) {
    Window window = clients.get(client);
    return window == null ? null : window.results.get(sequence);
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

  /** The key of the record of a result. */
  static byte[] key(long client, long sequence) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(client)
        .putLong(sequence)
        .array();
  }
}
