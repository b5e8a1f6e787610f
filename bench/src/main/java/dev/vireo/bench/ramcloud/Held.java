package dev.vireo.bench.ramcloud;

import dev.vireo.bench.estate.BenchEstate;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** What memory holds: bytes an object, and the throughput of a memory that is nearly full. */
final class Held {
  /**
   * So much that the segments which the cleaner holds back are few: of 256 MiB they, the hash table
   * and 85 % live objects are more than there is, and writes are refused as they should be.
   */
  private static final long OVERWRITE_MEMORY = 1L << 30;

  /** What an object takes of the hash table, about. */
  private static final int SLOT_BYTES = 10;

  /** An entry of a 16-byte key and 100 bytes of value: 28 bytes of header. */
  private static final int ENTRY_BYTES = 144;

  private final Bench bench;

  Held(Bench bench) {
    this.bench = bench;
  }

  void objects() throws IOException {
    int count = bench.quick() ? 500_000 : 5_000_000;
    long room = (bench.quick() ? 160L : 1_300L) << 20;
    try (BenchEstate estate = bench.estate(Map.of("VIREO_RAMCLOUD_MEMORY", Long.toString(room)));
        Redis redis = Redis.start(bench.folder("objects"))) {
      Duration unused = estate.upRamcloud(1);
      double our = perObject(Bench.master(estate).withDatabase(Bench.MEMORY_DATABASE), count);
      double their = perObject(redis.store(), count);
      bench.line(
          "%,d objects of 16 + %d bytes: RAMCloud %.0f B an object, Redis %.0f B, ratio %.2f",
          count, Bench.VALUE_BYTES, our, their, our / their);
      bench.atMost("resident memory per object, x Redis", our / their, 0.85);
    }
  }

  /** What the process has grown by, for each object. */
  private static double perObject(StoreProcess store, int count) throws IOException {
    try (Pipe pipe = new Pipe(store)) {
      // What the first requests cost is not the objects'.
      pipe.fill(1_000, Bench.VALUE_BYTES);
      long empty = store.residentBytes();
      pipe.fill(count, Bench.VALUE_BYTES);
      return (double) (store.residentBytes() - empty) / count;
    }
  }

  void overwrite() throws IOException {
    try (BenchEstate estate =
        bench.estate(Map.of("VIREO_RAMCLOUD_MEMORY", Long.toString(OVERWRITE_MEMORY)))) {
      Duration unused = estate.upRamcloud(1);
      StoreProcess ours = Bench.master(estate).withDatabase(Bench.MEMORY_DATABASE);
      try (Pipe pipe = new Pipe(ours)) {
        long nanos = (bench.quick() ? 5L : 20L) * 1_000_000_000L;
        double half = overwriteAt(pipe, 0.50, nanos);
        double full = overwriteAt(pipe, 0.85, nanos);
        bench.line(
            "overwrite: %,.0f/s at 50 %% live, %,.0f/s at 85 %% live, ratio %.2f",
            half, full, full / half);
        bench.atLeast("overwrite at 85 % live, x that at 50 %", full / half, 0.6);
      }
    }
  }

  private static double overwriteAt(Pipe pipe, double live, long nanos) throws IOException {
    int count = (int) (OVERWRITE_MEMORY * live / (ENTRY_BYTES + SLOT_BYTES));
    pipe.fill(count, Bench.VALUE_BYTES);
    double unused = pipe.overwrite(count, Bench.VALUE_BYTES, nanos / 2);
    return pipe.overwrite(count, Bench.VALUE_BYTES, nanos);
  }
}
