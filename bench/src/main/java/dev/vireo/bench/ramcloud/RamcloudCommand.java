package dev.vireo.bench.ramcloud;

import dev.vireo.bench.Report;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vireo bench ramcloud}. */
@Command(
    name = "ramcloud",
    description = {
      "One master of RAMCloud beside Redis and the bare Kafka producer, turn about: throughput and",
      "latency from memory and durably, memory per object, overwrite of a full memory, recovery;",
      "then three masters, of which one is killed."
    },
    mixinStandardHelpOptions = true)
public final class RamcloudCommand implements Callable<Integer> {

  /** What is measured. */
  enum Part {
    READPATH,
    MEMORY,
    DURABLE,
    OBJECTS,
    OVERWRITE,
    RECOVERY,
    FAILOVER
  }

  @Option(
      names = "--part",
      paramLabel = "PART",
      description = "One of ${COMPLETION-CANDIDATES}; may be repeated. All if not given.")
  private List<Part> parts = List.of();

  @Option(names = "--quick", description = "Fewer requests, objects and rounds.")
  private boolean quick;

  @Override
  public Integer call() throws IOException {
    Report report = new Report(System.out);
    Bench bench = new Bench(report, quick);
    report.begin(
        "ramcloud: beside redis-server, values of %d bytes, rounds turn about: %d"
            .formatted(Bench.VALUE_BYTES, bench.rounds()));
    Set<Part> wanted = parts.isEmpty() ? EnumSet.allOf(Part.class) : EnumSet.copyOf(parts);
    for (Part part : Arrays.stream(Part.values()).filter(wanted::contains).toList()) {
      run(part, bench);
    }
    bench.printClaims();
    return 0;
  }

  private static void run(Part part, Bench bench) throws IOException {
    switch (part) {
      case READPATH -> ReadPath.run(bench);
      case MEMORY -> new FromMemory(bench).run();
      case DURABLE -> new Durably(bench).run();
      case OBJECTS -> new Held(bench).objects();
      case OVERWRITE -> new Held(bench).overwrite();
      case RECOVERY -> Recovery.run(bench);
      case FAILOVER -> new FailOver(bench).run();
    }
  }
}
