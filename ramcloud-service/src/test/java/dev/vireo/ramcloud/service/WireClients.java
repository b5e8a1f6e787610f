package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.history.Operation;
import dev.vireo.ramcloud.history.Operation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Clients of the wire that do everything to a few keys, and note what they saw. Each goes where the
 * masters send it; the first asks the first master alone, as one that has not heard of any other;
 * the last number its requests and so may send again what may have been done.
 */
final class WireClients implements AutoCloseable {

  private static final int TEXTS = 5;
  private static final int COUNTERS = 3;
  private static final int NUMBERED = 2;
  private static final String UNKNOWN = WireLines.UNKNOWN;

  /** How the last clients send again what may have been done. */
  enum Retries {
    /** By the number of the request: it is done once. */
    NUMBERED,
    /** Blindly, as if it were not done: for a test of the tests. */
    BLIND
  }

  private final List<Integer> ports;
  private final Retries retries;
  private final ConcurrentLinkedQueue<Operation> history = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  WireClients(List<Integer> ports, int clients, Retries retries) {
    this.ports = List.copyOf(ports);
    this.retries = retries;
    for (int c = 0; c < clients; c++) {
      int client = c;
      threads.add(Thread.ofPlatform().start(() -> run(client)));
    }
    for (int c = 0; c < NUMBERED; c++) {
      int client = c;
      threads.add(Thread.ofPlatform().start(() -> count(client)));
    }
  }

  /** Ends the load; reads every key once more. */
  List<Operation> finish() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
    try (WireLines lines = new WireLines()) {
      for (int k = 0; k < TEXTS; k++) {
        ask(lines, "text-" + k, Kind.READ, "", ports);
      }
      for (int k = 0; k < COUNTERS; k++) {
        ask(lines, "count-" + k, Kind.READ, "", ports);
      }
    }
    return List.copyOf(history);
  }

  /** The longest time between two acknowledged changes of a key, in milliseconds, by key. */
  static Map<String, Long> gaps(List<Operation> history) {
    Map<String, Long> last = new HashMap<>();
    Map<String, Long> gaps = new TreeMap<>();
    history.stream()
        .filter(each -> each.kind() != Kind.READ && each.answered() != Operation.NEVER)
        .sorted((a, b) -> Long.compare(a.answered(), b.answered()))
        .forEach(
            each -> {
              Long before = last.put(each.key(), each.answered());
              if (before != null) {
                gaps.merge(each.key(), (each.answered() - before) / 1_000_000, Math::max);
              }
            });
    return gaps;
  }

  private void run(int client) {
    Random random = new Random(client);
    List<Integer> mine = client == 0 ? ports.subList(0, 1) : ports;
    try (WireLines lines = new WireLines()) {
      for (int n = 0; !stopping; n++) {
        String text = (char) ('a' + client) + Integer.toString(n);
        int dice = random.nextInt(20);
        if (random.nextInt(3) == 0) {
          String key = "count-" + random.nextInt(COUNTERS);
          ask(lines, key, dice < 12 ? Kind.INCREMENT : Kind.READ, "", mine);
        } else {
          String key = "text-" + random.nextInt(TEXTS);
          Kind kind =
              dice < 8 ? Kind.READ : dice < 14 ? Kind.WRITE : dice < 17 ? Kind.CREATE : Kind.REMOVE;
          ask(lines, key, kind, text, mine);
        }
        pause(3);
      }
    }
  }

  /** Asks until a master has answered; notes nothing where none of them did anything. */
  private void ask(WireLines lines, String key, Kind kind, String input, List<Integer> at) {
    String written = kind == Kind.WRITE || kind == Kind.CREATE ? input : "";
    long called = System.nanoTime();
    boolean loyal = at.size() < ports.size();
    int port = lines.owner(key, at.getFirst());
    for (int round = 0; round < 400 && !(stopping && round > 200); round++) {
      String answer = lines.ask(port, words(kind, key, written));
      if (answer.startsWith(UNKNOWN) && kind == Kind.READ) {
        answer = "-TRYAGAIN";
      }
      if (!answer.startsWith("-")) {
        lines.remember(key, port);
        history.add(
            new Operation(key, kind, written, output(kind, answer), called, System.nanoTime()));
        return;
      }
      if (answer.startsWith(UNKNOWN)) {
        history.add(new Operation(key, kind, written, "", called, Operation.NEVER));
        return;
      }
      if (loyal) {
        return;
      }
      if (answer.startsWith("-MOVED ")) {
        port = Integer.parseInt(answer.strip().substring(answer.lastIndexOf(':') + 1));
      } else {
        pause(15);
        port = at.get(round % at.size());
      }
    }
  }

  /** Counts native counters up; whatever happens, each request is asked until it is answered. */
  private void count(int client) {
    Random random = new Random(client);
    try (WireLines lines = new WireLines()) {
      String lease = settle(lines, "lease", "RC.LEASE");
      for (int n = 2; !stopping; n++) {
        String key = "once-" + random.nextInt(COUNTERS);
        String[] words =
            retries == Retries.NUMBERED
                ? numbered(key, lease, n)
                : new String[] {"RC.INCR", "db0", key, "1"};
        long called = System.nanoTime();
        String sum = settle(lines, key, words);
        history.add(
            sum.isEmpty()
                ? new Operation(key, Kind.INCREMENT, "", "", called, Operation.NEVER)
                : new Operation(key, Kind.INCREMENT, "", sum, called, System.nanoTime()));
        pause(3);
      }
    }
  }

  private static String[] numbered(String key, String lease, int n) {
    return new String[] {
      "RC.INCR", "db0", key, "1", "REQ", lease, Integer.toString(n), "ACK", Integer.toString(n - 1)
    };
  }

  /** Asks until it is answered; the first number of the reply, nothing where none came. */
  private String settle(WireLines lines, String key, String... words) {
    int port = lines.owner(key, ports.getLast());
    for (int round = 0; round < 2_000; round++) {
      String answer = lines.ask(port, words);
      if (!answer.startsWith("-")) {
        lines.remember(key, port);
        return answer.substring(answer.indexOf(':') + 1, answer.indexOf('\r', answer.indexOf(':')));
      }
      if (answer.startsWith("-MOVED ")) {
        port = Integer.parseInt(answer.strip().substring(answer.lastIndexOf(':') + 1));
      } else {
        pause(15);
        port = ports.get(round % ports.size());
      }
    }
    return "";
  }

  private static String[] words(Kind kind, String key, String input) {
    return switch (kind) {
      case READ -> new String[] {"GET", key};
      case WRITE -> new String[] {"SET", key, input};
      case CREATE -> new String[] {"SET", key, input, "NX"};
      case REMOVE -> new String[] {"DEL", key};
      case INCREMENT -> new String[] {"INCR", key};
      default -> throw new IllegalArgumentException(kind + " is not asked so");
    };
  }

  private static String output(Kind kind, String answer) {
    return switch (kind) {
      case READ -> answer.startsWith("$-1") ? "" : answer.split("\r\n", -1)[1];
      case WRITE -> "";
      case CREATE -> answer.startsWith("+OK") ? "1" : "0";
      case REMOVE, INCREMENT -> answer.strip().substring(1);
      default -> throw new IllegalArgumentException(kind + " is not asked so");
    };
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopping = true;
  }
}
