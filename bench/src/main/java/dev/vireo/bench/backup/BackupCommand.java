package dev.vireo.bench.backup;

import dev.vireo.bench.Report;
import dev.vireo.bench.estate.BenchEstate;
import dev.vireo.bench.estate.Checkout;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vireo bench backup}. */
@Command(
    name = "backup",
    description = {
      "Backs up a folder of a host behind a real sshd, beside bare restic on the same tree; looks"
          + " at",
      "a healthy and at a filtered target; has many jobs due at once."
    },
    mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {

  /** What is measured. */
  enum Part {
    RUNS,
    PREFLIGHT,
    DUE
  }

  @Option(
      names = "--part",
      paramLabel = "PART",
      split = ",",
      description = "${COMPLETION-CANDIDATES}; all if not given.")
  private Set<Part> parts = EnumSet.allOf(Part.class);

  @Option(
      names = "--megabytes",
      paramLabel = "N",
      description = "Size of the tree in MB; 1000, with --quick 200.")
  private int megabytes;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each is measured, turn about; 3, with --quick 1.")
  private int rounds;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Jobs that are due at once; 1000, with --quick 200.")
  private int jobs;

  @Option(names = "--quick", description = "A small tree, once; few jobs.")
  private boolean quick;

  @Override
  public Integer call() throws Exception {
    Report report = new Report(System.out);
    report.begin("backup: a folder over SSH to a repository, preflights, jobs due at once");
    Checkout checkout = Checkout.ofThisRun();
    try (BenchEstate estate = BenchEstate.fresh(checkout, "backup")) {
      report.line(
          "started in %.1f s",
          estate.up(1, Map.of("openvz", "1", "appliance", "none")).toNanos() / 1e9);
      if (parts.contains(Part.PREFLIGHT)) {
        new Preflights(checkout, estate).run(report);
      }
      if (parts.contains(Part.RUNS)) {
        int size = megabytes > 0 ? megabytes : quick ? 200 : 1_000;
        new BackupRuns(estate, size, rounds > 0 ? rounds : quick ? 1 : 3).run(report);
      }
      if (parts.contains(Part.DUE)) {
        new DueAtOnce(estate, jobs > 0 ? jobs : quick ? 200 : 1_000).run(report);
      }
    }
    return 0;
  }
}
