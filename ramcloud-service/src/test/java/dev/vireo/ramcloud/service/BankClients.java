package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.history.Operation;
import dev.vireo.ramcloud.history.Operation.Kind;
import dev.vireo.ramcloud.store.KeySlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Clients that move money between accounts of several tablets by commits, look at single accounts,
 * and at all of them together: by a commit that reads, and by the index in which all of them lie.
 * What they saw is one history of one group, so that a look which is torn, dirty or late is found;
 * and the sum of what was seen together is always the same.
 */
final class BankClients implements AutoCloseable {

  private static final String BANK = "bank";
  private static final String TABLE = "accounts";

  /** The secondary key of every account. */
  private static final String OPEN = "open";

  private static final int ACCOUNTS = 4;
  private static final int CLIENTS = 4;

  /** These name their commits, and ask until they are answered. */
  private static final int NAMED = 2;

  private static final int FIRST_BALANCE = 100;

  /** An account as it was read. */
  private record Seen(String version, String text) {
    int balance() {
      return Integer.parseInt(text.substring(0, text.indexOf(':')));
    }
  }

  private final List<Integer> ports;
  private final List<String> accounts = new ArrayList<>();
  private final ConcurrentLinkedQueue<Operation> history = new ConcurrentLinkedQueue<>();
  private final AtomicLong indexed = new AtomicLong();
  private final ConcurrentLinkedQueue<String> wrongSums = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  /** Opens the accounts, and begins. */
  BankClients(List<Integer> ports, int tablets) {
    this.ports = List.copyOf(ports);
    for (int a = 0; a < ACCOUNTS; a++) {
      accounts.add(account(a * tablets / ACCOUNTS, tablets));
    }
    open();
    for (int c = 0; c < CLIENTS; c++) {
      int client = c;
      Thread thread = Thread.ofPlatform().unstarted(() -> run(client));
      thread.setUncaughtExceptionHandler((died, why) -> failures.add(why));
      thread.start();
      threads.add(thread);
    }
  }

  private static String account(int tablet, int tablets) {
    for (int i = 0; ; i++) {
      String key = "account-" + i;
      if (KeySlot.of(key) * tablets / KeySlot.SLOTS == tablet) {
        return key;
      }
    }
  }

  private void open() {
    long called = System.nanoTime();
    List<String> words = new ArrayList<>(List.of("RC.COMMIT"));
    Map<String, String> texts = new TreeMap<>();
    for (String account : accounts) {
      texts.put(account, FIRST_BALANCE + ":first");
      words.addAll(List.of("WRITE", TABLE, account, texts.get(account), "KEYS", "1", OPEN));
    }
    try (WireLines lines = new WireLines()) {
      settle(lines, ":", "RC.CREATE", TABLE);
      settle(lines, "+OK", "RC.INDEX", "CREATE", TABLE, "1");
      settle(lines, "*", words.toArray(String[]::new));
    }
    history.add(new Operation(BANK, Kind.PUT, joined(texts), "", called, System.nanoTime()));
  }

  private void settle(WireLines lines, String wanted, String... words) {
    String answer = "";
    for (int n = 0; n < 2_000 && !answer.startsWith(wanted); n++) {
      answer = lines.ask(ports.get(n % ports.size()), words);
      pause(answer.startsWith(wanted) ? 0 : 20);
    }
    if (!answer.startsWith(wanted)) {
      throw new AssertionError("the accounts could not be opened: " + answer);
    }
  }

  /** Ends the load; looks at every account once more. */
  List<Operation> finish() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("a client ended", failures.peek());
    }
    try (WireLines lines = new WireLines()) {
      for (String account : accounts) {
        if (look(lines, account, 500) == null) {
          throw new AssertionError("account " + account + " cannot be read");
        }
      }
    }
    return List.copyOf(history);
  }

  /** What was seen together and did not sum up to what there is. */
  List<String> wrongSums() {
    return List.copyOf(wrongSums);
  }

  /** How many commits that move money were answered as done. */
  static long committed(List<Operation> history) {
    return history.stream()
        .filter(each -> each.kind() == Kind.COMMIT && each.output().equals("1"))
        .filter(each -> !each.input().endsWith(">"))
        .count();
  }

  /** How often all accounts were seen together by their index. */
  long indexed() {
    return indexed.get();
  }

  private void run(int client) {
    Random random = new Random(client);
    try (WireLines lines = new WireLines()) {
      String lease = client < NAMED ? lease(lines) : "";
      for (int n = 1; !stopping; n++) {
        String[] name =
            lease.isEmpty()
                ? new String[0]
                : new String[] {"REQ", lease, Integer.toString(n), "ACK", Integer.toString(n - 1)};
        switch (random.nextInt(5)) {
          case 0 -> look(lines, accounts.get(random.nextInt(ACCOUNTS)), 50);
          case 1 -> lookAtAll(lines, random, name);
          case 2 -> lookThemUp(lines, random);
          default -> transfer(lines, random, client + "." + n, name);
        }
        pause(3);
      }
    }
  }

  private String lease(WireLines lines) {
    String answer = "";
    while (!answer.startsWith(":") && !stopping) {
      answer = lines.ask(ports.getFirst(), "RC.LEASE");
    }
    return answer.strip().substring(1);
  }

  private void transfer(WireLines lines, Random random, String unique, String[] name) {
    String from = accounts.get(random.nextInt(ACCOUNTS));
    String to = accounts.get(random.nextInt(ACCOUNTS));
    Seen one = from.equals(to) ? null : look(lines, from, 50);
    Seen other = one == null ? null : look(lines, to, 50);
    if (one == null || other == null) {
      return;
    }
    int amount = random.nextInt(10);
    Map<String, Seen> read = new TreeMap<>(Map.of(from, one, to, other));
    Map<String, String> written =
        new TreeMap<>(
            Map.of(
                from, (one.balance() - amount) + ":" + unique,
                to, (other.balance() + amount) + ":" + unique));
    commit(lines, random, read, written, name);
  }

  private void lookAtAll(WireLines lines, Random random, String[] name) {
    Map<String, Seen> read = new TreeMap<>();
    for (String account : accounts) {
      Seen seen = look(lines, account, 50);
      if (seen == null) {
        return;
      }
      read.put(account, seen);
    }
    if (commit(lines, random, read, Map.of(), name)) {
      checkSum(read);
    }
  }

  /** All accounts as they are at one moment, by the index, whatever masters they are on. */
  private void lookThemUp(WireLines lines, Random random) {
    long called = System.nanoTime();
    int port = ports.get(random.nextInt(ports.size()));
    String answer = lines.ask(port, "RC.INDEX", "LOOKUP", TABLE, "1", OPEN);
    if (!answer.startsWith("*2\r\n")) {
      if (!answer.matches("(?s)-(UNKNOWN|TRYAGAIN|CLUSTERDOWN) .*")) {
        throw new AssertionError(answer);
      }
      pause(15);
      return;
    }
    Map<String, Seen> read = new TreeMap<>();
    String[] parts = answer.split("\r\n");
    for (int i = 4; i + 4 < parts.length; i += 5) {
      if (read.put(parts[i + 1], new Seen(parts[i + 2].substring(1), parts[i + 4])) != null) {
        throw new AssertionError("an account lies in the index twice: " + answer);
      }
    }
    history.add(
        new Operation(BANK, Kind.COMMIT, texts(read) + ">", "1", called, System.nanoTime()));
    checkSum(read);
    indexed.incrementAndGet();
  }

  private void checkSum(Map<String, Seen> read) {
    int sum = read.values().stream().mapToInt(Seen::balance).sum();
    if (read.size() != ACCOUNTS || sum != ACCOUNTS * FIRST_BALANCE) {
      wrongSums.add(read.toString());
    }
  }

  private static String texts(Map<String, Seen> read) {
    return read.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue().text())
        .collect(Collectors.joining(","));
  }

  /** Whether it was answered that all was so, and is done. */
  private boolean commit(
      WireLines lines,
      Random random,
      Map<String, Seen> read,
      Map<String, String> written,
      String[] name) {
    List<String> words = new ArrayList<>(List.of("RC.COMMIT"));
    read.forEach((key, seen) -> words.addAll(List.of("READ", TABLE, key, seen.version())));
    written.forEach(
        (key, text) -> words.addAll(List.of("WRITE", TABLE, key, text, "KEYS", "1", OPEN)));
    words.addAll(List.of(name));
    String input = texts(read) + ">" + joined(written);
    long called = System.nanoTime();
    for (int round = 0; round < 2_000; round++) {
      String answer =
          lines.ask(ports.get(random.nextInt(ports.size())), words.toArray(String[]::new));
      boolean done = answer.startsWith("*");
      if (done || answer.startsWith("-ABORTED ")) {
        history.add(
            new Operation(BANK, Kind.COMMIT, input, done ? "1" : "0", called, System.nanoTime()));
        return done;
      }
      if (name.length == 0) {
        if (answer.startsWith(WireLines.UNKNOWN)) {
          history.add(new Operation(BANK, Kind.COMMIT, input, "", called, Operation.NEVER));
        }
        return false;
      }
      if (!answer.matches("(?s)-(UNKNOWN|TRYAGAIN|CLUSTERDOWN) .*")) {
        throw new AssertionError(answer);
      }
      pause(15);
    }
    history.add(new Operation(BANK, Kind.COMMIT, input, "", called, Operation.NEVER));
    return false;
  }

  /** What an account is; null where nobody told in so many rounds. */
  private @Nullable Seen look(WireLines lines, String account, int rounds) {
    long called = System.nanoTime();
    int port = lines.owner(account, ports.getFirst());
    for (int round = 0; round < rounds; round++) {
      String answer = lines.ask(port, "RC.READ", TABLE, account);
      if (answer.startsWith("*")) {
        lines.remember(account, port);
        String[] parts = answer.split("\r\n");
        history.add(new Operation(BANK, Kind.LOOK, account, parts[3], called, System.nanoTime()));
        return new Seen(parts[1].substring(1), parts[3]);
      }
      if (answer.startsWith("-MOVED ")) {
        port = Integer.parseInt(answer.strip().substring(answer.lastIndexOf(':') + 1));
      } else {
        pause(15);
        port = ports.get(round % ports.size());
      }
    }
    return null;
  }

  private static String joined(Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(","));
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
