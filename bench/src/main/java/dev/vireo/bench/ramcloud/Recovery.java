package dev.vireo.bench.ramcloud;

import dev.vireo.bench.estate.BenchEstate;
import dev.vireo.bench.estate.NotMeasured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How fast what was in memory comes back from the log, and from Redis's append-only file. */
final class Recovery {

  private static final Pattern SERVED =
      Pattern.compile(
          "tablet \\d+ is served here .*: (\\d+) records read, (\\d+) ms after it was assigned");
  private static final Pattern LOADED =
      Pattern.compile("DB loaded from append only file: ([0-9.]+) seconds");

  private static final int TABLETS = 16;
  private static final long MEMORY = 1_000L << 20;

  private Recovery() {}

  static void run(Bench bench) throws IOException {
    int count = bench.quick() ? 200_000 : 1_000_000;
    try (BenchEstate estate =
        bench.estate(Map.of("VIREO_RAMCLOUD_MEMORY", Long.toString(MEMORY)))) {
      Duration unused = estate.upRamcloud(1);
      try (Pipe pipe = new Pipe(Bench.master(estate))) {
        pipe.fill(count, Bench.VALUE_BYTES);
      }
      double our = ofMaster(estate, Bench.master(estate), TABLETS);
      double their = ofRedis(bench.folder("recovery"), count, Bench.VALUE_BYTES);
      bench.line(
          "recovery of %,d objects: RAMCloud %,.0f objects/s, Redis from its AOF %,.0f/s, ratio %.2f",
          count, our, their, our / their);
      bench.atLeast("recovery, x Redis loading its AOF", our / their, 1.0);
    }
  }

  /**
   * Kills the master and starts it again.
   *
   * @return records per second, from when the tablets were assigned until the last was served
   */
  static double ofMaster(BenchEstate estate, StoreProcess master, int tablets) throws IOException {
    int before = Files.readAllLines(estate.log("ramcloud")).size();
    ProcessHandle process =
        ProcessHandle.of(master.pid())
            .orElseThrow(() -> new NotMeasured("the master has ended by itself"));
    boolean unused = process.destroyForcibly();
    process.onExit().join();
    Duration started = estate.upRamcloud(1);
    long records = 0;
    long longest = 1;
    int served = 0;
    List<String> lines = Files.readAllLines(estate.log("ramcloud"));
    for (String line : lines.subList(before, lines.size())) {
      Matcher matcher = SERVED.matcher(line);
      if (matcher.find()) {
        served++;
        records += Long.parseLong(matcher.group(1));
        longest = Math.max(longest, Long.parseLong(matcher.group(2)));
      }
    }
    if (served < tablets) {
      throw new NotMeasured(
          "%d of %d tablets were served %d s after the start; %s says more"
              .formatted(served, tablets, started.toSeconds(), estate.log("ramcloud")));
    }
    return records * 1000.0 / longest;
  }

  /** Objects per second that redis-server loads from the append-only file of as many writes. */
  static double ofRedis(Path folder, int count, int valueBytes) throws IOException {
    String[] options = {"--appendonly", "yes", "--appendfsync", "everysec"};
    try (Redis redis = Redis.start(folder, options);
        Pipe pipe = new Pipe(redis.store())) {
      pipe.fill(count, valueBytes);
    }
    try (Redis redis = Redis.start(folder, options)) {
      for (String line : redis.said()) {
        Matcher matcher = LOADED.matcher(line);
        if (matcher.find()) {
          return count / Double.parseDouble(matcher.group(1));
        }
      }
      throw new NotMeasured("redis-server does not say how long it loaded: " + redis.said());
    }
  }
}
