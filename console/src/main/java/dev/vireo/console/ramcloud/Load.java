package dev.vireo.console.ramcloud;

import dev.vireo.console.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Many clients that each send requests to all masters and wait for the replies, and how long that
 * took. The keys are of this load alone; {@link #clean} removes them.
 */
public final class Load {

  private static final int TAGS = 64;
  private static final int TAGS_TRIED = 4_000;

  /**
   * What is sent.
   *
   * @param clients how many at a time
   * @param pipeline requests that each sends before it reads their replies
   * @param requests of all clients together
   * @param keys how many different ones
   * @param valueBytes of each value
   * @param database as {@code SELECT} takes it: 0 is durable, others answer from memory
   */
  public record Shape(
      int clients, int pipeline, int requests, int keys, int valueBytes, int database) {}

  /**
   * What was seen.
   *
   * @param perSecond requests
   * @param micros by which so many requests of a hundred, or of a thousand, had their reply
   * @param failures replies that are errors, by their kind
   */
  public record Measured(
      double perSecond, long p50, long p99, long p999, long most, Map<String, Integer> failures) {}

  /** A place for keys: a hash tag, and the master that serves its slot. */
  private record Place(String tag, MasterAddress master) {}

  private final Ramcloud cluster;
  private final Shape shape;
  private final List<Place> places;

  /** Prepares a load: looks for keys that every master has a share of. */
  public Load(Ramcloud cluster, Shape shape) {
    this.cluster = cluster;
    this.shape = shape;
    this.places = places(cluster);
  }

  private static List<Place> places(Ramcloud cluster) {
    List<Master> masters =
        cluster.masters().stream().filter(master -> master.slotCount() > 0).toList();
    if (masters.isEmpty()) {
      throw Trouble.unreachable("No master serves any slot", "see: vireo ramcloud status", null);
    }
    int each = Math.max(1, TAGS / masters.size());
    Map<MasterAddress, List<Place>> found = new HashMap<>();
    String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    for (int i = 0; i < TAGS_TRIED; i++) {
      String tag = "vireo-bench-" + run + "-" + i;
      long slot = cluster.ask("CLUSTER", "KEYSLOT", tag).asLong();
      for (Master master : masters) {
        List<Place> places = found.computeIfAbsent(master.address(), key -> new ArrayList<>());
        if (master.serves((int) slot) && places.size() < each) {
          places.add(new Place(tag, master.address()));
        }
      }
      if (found.values().stream().allMatch(places -> places.size() == each)) {
        break;
      }
    }
    return found.values().stream().flatMap(List::stream).toList();
  }

  /** Sends {@code SET} of the keys. */
  public Measured set() {
    byte[] value = "x".repeat(shape.valueBytes()).getBytes(StandardCharsets.US_ASCII);
    return run(key -> new byte[][] {bytes("SET"), key, value});
  }

  /** Sends {@code GET} of the keys. */
  public Measured get() {
    return run(key -> new byte[][] {bytes("GET"), key});
  }

  /** Removes the keys. */
  public void clean() {
    try (Client client = new Client()) {
      for (int from = 0; from < shape.keys(); from += 100) {
        for (int n = from; n < Math.min(shape.keys(), from + 100); n++) {
          client.send(place(n), new byte[][] {bytes("UNLINK"), key(n)});
        }
        client.replies(new HashMap<>());
      }
    } catch (IOException e) {
      throw Trouble.failed(
          "The keys of the load could not all be removed: " + e.getMessage(),
          "they begin with {vireo-bench-",
          e);
    }
  }

  /** Makes a request of a key. */
  private interface Request {
    byte[][] of(byte[] key);
  }

  private Measured run(Request request) {
    int batches = Math.max(1, shape.requests() / shape.clients() / shape.pipeline());
    long[] nanos = new long[batches * shape.clients()];
    Map<String, Integer> failures = new TreeMap<>();
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Map<String, Integer>>> all = new ArrayList<>();
      for (int c = 0; c < shape.clients(); c++) {
        int client = c;
        all.add(
            CompletableFuture.supplyAsync(() -> client(client, request, batches, nanos), threads));
      }
      for (CompletableFuture<Map<String, Integer>> each : all) {
        each.get().forEach((kind, count) -> failures.merge(kind, count, Integer::sum));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Trouble.failed("interrupted while measuring", "", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Trouble trouble
          ? trouble
          : Trouble.failed("The load broke off: " + e.getCause(), "", e);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    Arrays.sort(nanos);
    return new Measured(
        (double) nanos.length * shape.pipeline() / seconds,
        micros(nanos, 0.5),
        micros(nanos, 0.99),
        micros(nanos, 0.999),
        micros(nanos, 1),
        failures);
  }

  private static long micros(long[] sorted, double part) {
    return sorted[(int) Math.ceil(part * sorted.length) - 1] / 1_000;
  }

  private Map<String, Integer> client(int number, Request request, int batches, long[] nanos) {
    Map<String, Integer> failures = new HashMap<>();
    Random random = new Random(number);
    try (Client client = new Client()) {
      for (int batch = 0; batch < batches; batch++) {
        long at = System.nanoTime();
        for (int i = 0; i < shape.pipeline(); i++) {
          int key = random.nextInt(shape.keys());
          client.send(place(key), request.of(key(key)));
        }
        client.replies(failures);
        nanos[number * batches + batch] = System.nanoTime() - at;
      }
      return failures;
    } catch (IOException e) {
      throw Trouble.unreachable(
          "A master ended a connection under load: " + e.getMessage(),
          "see: vireo ramcloud status",
          e);
    }
  }

  private Place place(int key) {
    return places.get(key % places.size());
  }

  private byte[] key(int number) {
    return bytes("{" + place(number).tag() + "}" + number);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** One client's connections, one to each master. */
  private final class Client implements AutoCloseable {
    private final Map<MasterAddress, MasterLine> lines = new HashMap<>();
    private final Map<MasterLine, Integer> awaited = new HashMap<>();

    void send(Place place, byte[][] words) throws IOException {
      MasterLine line = lines.get(place.master());
      if (line == null) {
        line = cluster.line(place.master());
        lines.put(place.master(), line);
        if (line.ask("SELECT", Integer.toString(shape.database()))
            instanceof Reply.Failure failure) {
          throw new IOException(failure.message());
        }
      }
      line.send(words);
      awaited.merge(line, 1, Integer::sum);
    }

    /** Flushes to all masters before it waits for the first. */
    void replies(Map<String, Integer> failures) throws IOException {
      for (MasterLine line : awaited.keySet()) {
        line.flush();
      }
      for (Map.Entry<MasterLine, Integer> each : awaited.entrySet()) {
        for (int i = 0; i < each.getValue(); i++) {
          if (each.getKey().reply() instanceof Reply.Failure failure) {
            failures.merge(failure.kind(), 1, Integer::sum);
          }
        }
      }
      awaited.clear();
    }

    @Override
    public void close() {
      lines.values().forEach(MasterLine::close);
    }
  }
}
