package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.history.Operation;
import dev.vireo.ramcloud.history.Operation.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Clients that do RAMCloud's own operations to a few objects of an indexed table: conditional
 * writes, several objects by one request, commits within a tablet, look-ups by the index.
 */
final class ThingClients implements AutoCloseable {

  private static final String TABLE = "things";
  private static final int CLIENTS = 3;

  /** The first two lie together. */
  private static final List<String> THINGS = List.of("thing-0{x}", "thing-1{x}", "thing-2{yy}");

  private final List<Integer> ports;
  private final ConcurrentLinkedQueue<Operation> history = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  /** Makes the table, and begins. */
  ThingClients(List<Integer> ports) {
    this.ports = List.copyOf(ports);
    try (WireLines lines = new WireLines()) {
      settle(lines, "RC.CREATE", TABLE);
      settle(lines, "RC.INDEX", "CREATE", TABLE, "1");
    }
    for (int c = 0; c < CLIENTS; c++) {
      int client = c;
      Thread thread = Thread.ofPlatform().unstarted(() -> run(client));
      thread.setUncaughtExceptionHandler((died, why) -> failures.add(why));
      thread.start();
      threads.add(thread);
    }
  }

  /** Ends the load; reads every object once more. */
  List<Operation> finish() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("a client ended", failures.peek());
    }
    try (WireLines lines = new WireLines()) {
      THINGS.forEach(thing -> read(lines, thing, 500));
    }
    return List.copyOf(history);
  }

  private void settle(WireLines lines, String... words) {
    for (int n = 0; n < 1_000; n++) {
      String answer = lines.ask(ports.get(n % ports.size()), words);
      if (!answer.startsWith("-")) {
        return;
      }
      pause(20);
    }
    throw new AssertionError(Arrays.toString(words) + " is not done");
  }

  private void run(int client) {
    Random random = new Random(client);
    try (WireLines lines = new WireLines()) {
      for (int n = 0; !stopping; n++) {
        String thing = THINGS.get(random.nextInt(THINGS.size()));
        String text = (char) ('p' + client) + Integer.toString(n);
        switch (random.nextInt(9)) {
          case 0 -> read(lines, thing, 50);
          case 1 -> write(lines, thing, text);
          case 2, 3 -> swap(lines, thing, text, false);
          case 4 -> swap(lines, thing, text, true);
          case 5 -> remove(lines, thing);
          case 6 -> readSeveral(lines, thing);
          case 7 -> writeSeveral(lines, thing, text);
          default -> lookUp(lines, thing);
        }
        pause(3);
      }
    }
  }

  /** Asks until a master answers otherwise than that it did nothing; empty where none did. */
  private String ask(WireLines lines, String thing, int rounds, String... words) {
    int port = lines.owner(thing, ports.getFirst());
    boolean read = !words[0].matches("RC\\.(WRITE|REMOVE|COMMIT|MWRITE)");
    for (int round = 0; round < rounds; round++) {
      String answer = lines.ask(port, words);
      if (answer.startsWith("-MOVED ")) {
        port = Integer.parseInt(answer.strip().substring(answer.lastIndexOf(':') + 1));
      } else if (answer.matches("(?s)-(TRYAGAIN|CLUSTERDOWN|CROSSSLOT) .*")
          || (read && answer.startsWith(WireLines.UNKNOWN))) {
        pause(15);
        port = ports.get(round % ports.size());
      } else {
        lines.remember(thing, port);
        return answer;
      }
    }
    return "";
  }

  private void note(String thing, Kind kind, String input, String output, long called) {
    history.add(new Operation(thing, kind, input, output, called, System.nanoTime()));
  }

  private void noteUnknown(String thing, Kind kind, String input, long called) {
    history.add(new Operation(thing, kind, input, "", called, Operation.NEVER));
  }

  /** What it was, with its version before it; nothing where nobody told. */
  private String[] read(WireLines lines, String thing, int rounds) {
    long called = System.nanoTime();
    String answer = ask(lines, thing, rounds, "RC.READ", TABLE, thing);
    if (answer.startsWith("*")) {
      String[] parts = answer.split("\r\n");
      note(thing, Kind.READ, "", parts[3], called);
      return new String[] {parts[1].substring(1), parts[3]};
    }
    if (answer.startsWith("-OBJECT_DOESNT_EXIST")) {
      note(thing, Kind.READ, "", "", called);
      return new String[] {"0", ""};
    }
    return new String[0];
  }

  private void write(WireLines lines, String thing, String text) {
    long called = System.nanoTime();
    String answer =
        ask(lines, thing, 50, "RC.WRITE", TABLE, thing, text, "KEYS", "1", thing + ":" + text);
    end(answer, thing, Kind.WRITE, text, called, ended -> ended.startsWith(":") ? "" : null);
  }

  private void remove(WireLines lines, String thing) {
    long called = System.nanoTime();
    String answer = ask(lines, thing, 50, "RC.REMOVE", TABLE, thing);
    end(
        answer,
        thing,
        Kind.REMOVE,
        "",
        called,
        ended -> ended.startsWith(":") ? ended.startsWith(":0\r") ? "0" : "1" : null);
  }

  /** Writes if it is still as it was read: by a rule, or by a commit. */
  private void swap(WireLines lines, String thing, String text, boolean commit) {
    String[] before = read(lines, thing, 50);
    if (before.length == 0 || (!commit && before[1].isEmpty())) {
      return;
    }
    long called = System.nanoTime();
    String index = thing + ":" + text;
    String[] words =
        commit
            ? new String[] {
              "RC.COMMIT",
              "READ",
              TABLE,
              thing,
              before[0],
              "WRITE",
              TABLE,
              thing,
              text,
              "KEYS",
              "1",
              index
            }
            : new String[] {
              "RC.WRITE", TABLE, thing, text, "XX", "EQ", before[0], "KEYS", "1", index
            };
    end(
        ask(lines, thing, 50, words),
        thing,
        Kind.SWAP,
        before[1] + ">" + text,
        called,
        answer ->
            answer.startsWith("*") || answer.startsWith(":")
                ? "1"
                : answer.matches("(?s)-(ABORTED|WRONG_VERSION|OBJECT_DOESNT_EXIST) .*")
                    ? "0"
                    : null);
  }

  /** What an answer says; null where it should not have been given. */
  private interface Said {
    @org.jspecify.annotations.Nullable
    String by(String answer);
  }

  private void end(String answer, String thing, Kind kind, String input, long called, Said said) {
    if (answer.startsWith(WireLines.UNKNOWN)) {
      noteUnknown(thing, kind, input, called);
    } else if (!answer.isEmpty()) {
      String output = said.by(answer);
      if (output == null) {
        throw new AssertionError(kind + " was answered " + answer);
      }
      note(thing, kind, input, output, called);
    }
  }

  private void readSeveral(WireLines lines, String near) {
    long called = System.nanoTime();
    List<String> words = new ArrayList<>(List.of("RC.MREAD", "3"));
    THINGS.forEach(thing -> words.addAll(List.of(TABLE, thing)));
    String answer = ask(lines, near, 50, words.toArray(String[]::new));
    items(
        answer,
        item -> {
          String thing = THINGS.get(item.number());
          if (item.status().equals("OK")) {
            note(thing, Kind.READ, "", item.value(), called);
          } else if (item.status().equals("OBJECT_DOESNT_EXIST")) {
            note(thing, Kind.READ, "", "", called);
          }
        });
  }

  private void writeSeveral(WireLines lines, String near, String text) {
    long called = System.nanoTime();
    List<String> words = new ArrayList<>(List.of("RC.MWRITE", "3"));
    THINGS.forEach(thing -> words.addAll(List.of(TABLE, thing, text + thing.charAt(6))));
    String answer = ask(lines, near, 50, words.toArray(String[]::new));
    if (answer.startsWith(WireLines.UNKNOWN)) {
      THINGS.forEach(thing -> noteUnknown(thing, Kind.WRITE, text + thing.charAt(6), called));
    }
    items(
        answer,
        item -> {
          String thing = THINGS.get(item.number());
          if (item.status().equals("OK")) {
            note(thing, Kind.WRITE, text + thing.charAt(6), "", called);
          }
        });
  }

  /** One item of a multi-operation. */
  private record Item(int number, String status, String value) {}

  private static void items(String answer, Consumer<Item> each) {
    String[] lines = answer.split("\r\n");
    int number = 0;
    for (int i = 1; answer.startsWith("*") && i < lines.length; number++) {
      boolean value = lines[i].equals("*3");
      each.accept(new Item(number, lines[i + 2], value ? lines[i + 5] : ""));
      i += value ? 6 : 4;
    }
  }

  /** By the index; an object that it does not show may be there without a secondary key. */
  private void lookUp(WireLines lines, String thing) {
    long called = System.nanoTime();
    String answer =
        ask(lines, thing, 50, "RC.INDEX", "RANGE", TABLE, "1", thing + ":", thing + ":~");
    String[] parts = answer.split("\r\n");
    if (answer.startsWith("*2") && !parts[3].equals("*0")) {
      if (!parts[3].equals("*3")) {
        throw new AssertionError("an object lies in its index twice: " + answer);
      }
      note(thing, Kind.READ, "", parts[8], called);
    }
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
