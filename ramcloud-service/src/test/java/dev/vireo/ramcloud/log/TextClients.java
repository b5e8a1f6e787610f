package dev.vireo.ramcloud.log;

import dev.vireo.ramcloud.history.Operation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Clients that append to and read a few keys, and note what they saw. Each goes from master to
 * master until one takes its request; the loyal one asks the first alone.
 */
final class TextClients implements AutoCloseable {

  /** How long most wait for a master: less than one sleeps, or nobody would write meanwhile. */
  private static final int PATIENCE_MILLIS = 800;

  /** How long the loyal one does: it is there when the master wakes. */
  private static final int LOYAL_PATIENCE_MILLIS = 10_000;

  private static final int KEYS = 8;

  private final List<Integer> ports;
  private final ConcurrentLinkedQueue<Operation> history = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  TextClients(List<Integer> ports, int clients) {
    this.ports = List.copyOf(ports);
    for (int c = 0; c < clients; c++) {
      int client = c;
      threads.add(Thread.ofPlatform().start(() -> run(client, client == 0)));
    }
  }

  /** All keys that are used. */
  static List<String> keys() {
    return IntStream.range(0, KEYS).mapToObj(TextClients::key).toList();
  }

  private static String key(int number) {
    return "key-" + number;
  }

  /** Ends the load; reads every key once more. */
  List<Operation> finish() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
    try (Connections connections = new Connections(ports, LOYAL_PATIENCE_MILLIS)) {
      for (int k = 0; k < KEYS; k++) {
        ask(connections, key(k), Operation.Kind.READ, "", 1);
      }
    }
    return List.copyOf(history);
  }

  /** The longest time between two acknowledged appends of a key, in milliseconds, by key. */
  static Map<String, Long> gaps(List<Operation> history) {
    Map<String, Long> last = new HashMap<>();
    Map<String, Long> gaps = new TreeMap<>();
    history.stream()
        .filter(each -> each.kind() == Operation.Kind.APPEND)
        .filter(each -> each.answered() != Operation.NEVER)
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

  private void run(int client, boolean loyal) {
    Random random = new Random(client);
    List<Integer> mine = loyal ? ports.subList(0, 1) : ports;
    try (Connections connections =
        new Connections(mine, loyal ? LOYAL_PATIENCE_MILLIS : PATIENCE_MILLIS)) {
      for (int n = 0; !stopping; n++) {
        String key = key(random.nextInt(KEYS));
        boolean append = random.nextInt(10) < 6;
        ask(
            connections,
            key,
            append ? Operation.Kind.APPEND : Operation.Kind.READ,
            append ? (char) ('a' + client) + Integer.toString(n) + "." : "",
            loyal ? 1 : 400);
        pause(3);
      }
    }
  }

  private void ask(
      Connections connections, String key, Operation.Kind kind, String input, int rounds) {
    long called = System.nanoTime();
    for (int round = 0; round < rounds && !(stopping && round > 200); round++) {
      for (int port : connections.inOrder(key)) {
        String answer = connections.ask(port, line(kind, key, input));
        if (answer.startsWith("D ")) {
          connections.remember(key, port);
          history.add(
              new Operation(key, kind, input, answer.substring(2), called, System.nanoTime()));
          return;
        }
        if (answer.startsWith("U ") && kind == Operation.Kind.APPEND) {
          history.add(new Operation(key, kind, input, "", called, Operation.NEVER));
          return;
        }
      }
      pause(15);
    }
  }

  private static String line(Operation.Kind kind, String key, String input) {
    return kind == Operation.Kind.READ ? "R " + key : "A " + key + " " + input;
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

  /** One client's connections. */
  private static final class Connections implements AutoCloseable {
    private record Line(Socket socket, BufferedReader in, PrintWriter out) {}

    private final List<Integer> ports;
    private final int patienceMillis;
    private final Map<Integer, Line> lines = new HashMap<>();
    private final Map<String, Integer> owners = new HashMap<>();

    Connections(List<Integer> ports, int patienceMillis) {
      this.ports = new ArrayList<>(ports);
      this.patienceMillis = patienceMillis;
    }

    List<Integer> inOrder(String key) {
      Integer owner = owners.get(key);
      List<Integer> order = new ArrayList<>(ports);
      if (owner != null) {
        order.remove(owner);
        order.addFirst(owner);
      }
      return order;
    }

    void remember(String key, int port) {
      owners.put(key, port);
    }

    /** {@code U} where it is not known whether the master took it. */
    String ask(int port, String request) {
      Line line = line(port);
      if (line == null) {
        return "N nobody listens";
      }
      try {
        line.out.println(request);
        String answer = line.in.readLine();
        if (answer != null) {
          return answer;
        }
      } catch (IOException lost) {
        // As below.
      }
      drop(port);
      avoid(port);
      return "U the connection was lost";
    }

    /** Who does not answer is asked last from now on. */
    private void avoid(int port) {
      owners.values().removeIf(owner -> owner == port);
      ports.remove(Integer.valueOf(port));
      ports.add(port);
    }

    private @Nullable Line line(int port) {
      Line known = lines.get(port);
      if (known != null) {
        return known;
      }
      try {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
        socket.setSoTimeout(patienceMillis);
        Line line =
            new Line(
                socket,
                new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)),
                new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8));
        lines.put(port, line);
        return line;
      } catch (IOException nobody) {
        return null;
      }
    }

    private void drop(int port) {
      Line line = lines.remove(port);
      if (line != null) {
        try {
          line.socket.close();
        } catch (IOException e) {
          // It is gone.
        }
      }
    }

    @Override
    public void close() {
      List.copyOf(lines.keySet()).forEach(this::drop);
    }
  }
}
