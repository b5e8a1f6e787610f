package dev.vireo.bench.ramcloud;

import static dev.vireo.bench.ramcloud.Bench.median;

import dev.vireo.bench.Quantiles;
import dev.vireo.bench.estate.BenchEstate;
import dev.vireo.bench.estate.NotMeasured;
import dev.vireo.bench.ramcloud.RedisBenchmark.Figure;
import dev.vireo.bench.ramcloud.RedisBenchmark.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Durable writes, on a log that is flushed to disk at each batch, beside Redis with {@code
 * appendfsync always} and beside Kafka's own producer.
 */
final class Durably {
  private static final String LOG = "vireo.ramcloud.log";
  private static final int FLUSHES = 100;

  /** A log of one tablet, which one master serves: there is one file to be flushed. */
  private static final int ONE_MASTERS = 1;

  /** As many tablets as there are unless told otherwise, each a file that is flushed by itself. */
  private static final int MANY_MASTERS = 16;

  private final Bench bench;

  Durably(Bench bench) {
    this.bench = bench;
  }

  void run() throws IOException {
    bench.line(
        "durable  flushing 4 KiB to this disk takes %,.0f us (median)",
        flush(bench.folder("durable")));
    measure(ONE_MASTERS);
    measure(MANY_MASTERS);
  }

  private void measure(int tablets) throws IOException {
    Path folder = bench.folder("durable");
    try (BenchEstate estate =
            bench.estate(Map.of("VIREO_RAMCLOUD_TABLETS", Integer.toString(tablets)));
        Redis redis = Redis.start(folder, "--appendonly", "yes", "--appendfsync", "always")) {
      // The broker and its topic first, so that the log can be one that is flushed at each batch.
      Duration unused = estate.upRamcloud(1);
      BareProducer.flushEachBatch(estate.kafka(), LOG);
      StoreProcess ours = Bench.master(estate);
      Bench.warmUp(ours.withDatabase(Bench.MEMORY_DATABASE));
      Figure _ = set(ours, new Shape(50, 16, bench.requests(100_000)));
      try (BareProducer bare = BareProducer.open(estate.kafka(), tablets)) {
        double _ = bare.perSecond(500, bench.requests(100_000));
        int few = bench.requests(tablets == ONE_MASTERS ? 100_000 : 25_000);
        compare(tablets, ours, redis.store(), bare, new Shape(50, 1, few), 2.0);
        compare(tablets, ours, redis.store(), bare, new Shape(50, 16, 4 * few), 1.0);
        oneByOne(tablets, ours, bare);
      }
    }
  }

  /** Microseconds of one flush, with nothing else to do for the disk. */
  private static double flush(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("flush.probe");
    List<Double> micros = new ArrayList<>();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < FLUSHES; i++) {
        long at = System.nanoTime();
        int unused = channel.write(ByteBuffer.allocate(4096));
        channel.force(false);
        micros.add((System.nanoTime() - at) / 1e3);
      }
    } finally {
      Files.deleteIfExists(file);
    }
    return median(micros);
  }

  private void compare(
      int tablets,
      StoreProcess ours,
      StoreProcess peer,
      BareProducer bare,
      Shape shape,
      double claimed) {
    List<Double> mine = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    List<Double> kafka = new ArrayList<>();
    for (int round = 0; round < bench.rounds(); round++) {
      theirs.add(set(peer, shape).perSecond());
      mine.add(set(ours, shape).perSecond());
      kafka.add(bare.perSecond(shape.clients() * shape.pipeline(), shape.requests()));
    }
    double our = median(mine);
    bench.line(
        "durable, %2d tablets  %-12s SET  RAMCloud %,9.0f/s  Redis (always) %,9.0f/s  producer %,9.0f/s  ratios %.2f %.2f",
        tablets,
        shape,
        our,
        median(theirs),
        median(kafka),
        our / median(theirs),
        our / median(kafka));
    bench.atLeast(
        "durable SET %s, %d tablets, x Redis appendfsync always".formatted(shape, tablets),
        our / median(theirs),
        claimed);
    bench.atLeast("durable SET %s, x the bare producer".formatted(shape), our / median(kafka), 0.5);
  }

  private void oneByOne(int tablets, StoreProcess ours, BareProducer bare) {
    int requests = bench.requests(2_500);
    List<Double> mine = new ArrayList<>();
    List<Double> kafka = new ArrayList<>();
    for (int round = 0; round < bench.rounds(); round++) {
      kafka.add(Quantiles.of(bare.oneByOne(requests)).at(0.5) / 1e6);
      mine.add(set(ours, new Shape(1, 1, requests)).p50Millis());
    }
    double our = median(mine);
    bench.line(
        "durable, %2d tablets, one connection  SET p50  RAMCloud %,.0f us  synchronous produce %,.0f us  ratio %.2f",
        tablets, our * 1000, median(kafka) * 1000, our / median(kafka));
    bench.atMost(
        "durable SET p50, %d tablets, x a synchronous produce".formatted(tablets),
        our / median(kafka),
        1.3);
  }

  private static Figure set(StoreProcess store, Shape shape) {
    Figure figure = RedisBenchmark.run(store, shape, "set").get("SET");
    if (figure == null) {
      throw new NotMeasured("redis-benchmark printed nothing of SET");
    }
    return figure;
  }
}
