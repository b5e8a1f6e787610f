package dev.vireo.bench.backup;

import dev.vireo.bench.Claim;
import dev.vireo.bench.Report;
import dev.vireo.bench.estate.BenchEstate;
import dev.vireo.bench.estate.Bus;
import dev.vireo.bench.estate.NotMeasured;
import dev.vireo.bench.estate.ProcessorTime;
import dev.vireo.bench.estate.Program;
import dev.vireo.bus.Domain;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.bus.outcome.CommandSucceeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Runs of a job, first and further ones, beside bare restic on the same tree. */
final class BackupRuns {

  private static final double CLAIMED_RATIO = 1.1;
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final String HOST = "bench-host";
  private static final String SECRET = "a password for measurements";

  private final BenchEstate estate;
  private final int megabytes;
  private final int rounds;

  BackupRuns(BenchEstate estate, int megabytes, int rounds) {
    this.estate = estate;
    this.megabytes = megabytes;
    this.rounds = rounds;
  }

  /** Seconds of a round, by what was done. */
  private record Round(double first, double unchanged, double changed) {}

  void run(Report report) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(estate.folder(), "runs");
    Path password = Files.writeString(folder.resolve("password"), SECRET + "\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    Path keys = Files.createDirectory(folder.resolve("host"));
    try (RealHost host = RealHost.start(keys);
        Bus bus = Bus.open(estate.kafka(), Domain.BACKUP)) {
      var unused =
          estate.vireo(
              "hosts",
              "add",
              HOST,
              "--address",
              host.address(),
              "--user",
              System.getProperty("user.name"),
              "--key",
              host.key().toString(),
              "--trust-on-first-use");
      Tree small = Tree.make(folder.resolve("small"), 32_000_000);
      Round warm = vireo(bus, folder, password, small, "warm-up");
      report.line("warmed up: a first run of 32 MB in %.2f s", warm.first());
      Tree tree = Tree.make(folder.resolve("tree"), megabytes * 1_000_000L);
      report.line(
          "runs: a tree of %d MB, from a host behind sshd to a folder of this machine; %d rounds,"
              + " turn about",
          megabytes, rounds);
      List<Round> bare = new ArrayList<>();
      List<Round> ours = new ArrayList<>();
      List<Round> piped = new ArrayList<>();
      ProcessorTime used = new ProcessorTime(Map.of());
      for (int i = 1; i <= rounds; i++) {
        bare.add(bare(folder, password, tree, "bare-" + i, false));
        piped.add(bare(folder, password, tree, "piped-" + i, true));
        ProcessorTime before = estate.processorTime();
        ours.add(vireo(bus, folder, password, tree, "ours-" + i));
        used = estate.processorTime().since(before);
      }
      report.line("processor time of the estate's processes in the last round: %s", used.words());
      told(report, "first", bare, piped, ours, Comparator.comparingDouble(Round::first));
      told(report, "unchanged", bare, piped, ours, Comparator.comparingDouble(Round::unchanged));
      told(report, "10 x 1 MiB", bare, piped, ours, Comparator.comparingDouble(Round::changed));
    }
  }

  /** The best of the rounds of each: what else the machine did only ever adds. */
  private static void told(
      Report report,
      String what,
      List<Round> bare,
      List<Round> piped,
      List<Round> ours,
      Comparator<Round> by) {
    double peer = seconds(bare.stream().min(by).orElseThrow(), what);
    double pipe = seconds(piped.stream().min(by).orElseThrow(), what);
    double measured = seconds(ours.stream().min(by).orElseThrow(), what);
    report.line(
        "%-10s  vireo %6.2f s; bare restic %6.2f s, ratio %.2f; tar | restic --stdin %6.2f s, ratio"
            + " %.2f",
        what, measured, peer, measured / peer, pipe, measured / pipe);
    report.claim(Claim.atMost("time / bare restic, " + what, measured / peer, CLAIMED_RATIO));
  }

  private static double seconds(Round round, String what) {
    return switch (what) {
      case "first" -> round.first();
      case "unchanged" -> round.unchanged();
      default -> round.changed();
    };
  }

  private Round vireo(Bus bus, Path folder, Path password, Tree tree, String name)
      throws IOException {
    var unused =
        estate.vireo(
            "backup",
            "destinations",
            "add",
            name,
            "--url",
            folder.resolve(name).toString(),
            "--password-file",
            password.toString());
    unused =
        estate.vireo(
            "backup",
            "jobs",
            "add",
            name,
            "--destination",
            name,
            "--source",
            "dir:" + HOST + ":" + tree.root());
    double first = ran(bus, name);
    double unchanged = ran(bus, name);
    tree.change();
    return new Round(first, unchanged, ran(bus, name));
  }

  /** From before the command is given until its outcome is here: the point is committed then. */
  private static double ran(Bus bus, String job) {
    Bus.Answer answer = bus.ask(new RunBackup(job, null), PATIENCE);
    if (!(answer.outcome() instanceof CommandSucceeded)) {
      throw new NotMeasured("job " + job + " made no restore point: " + answer.outcome());
    }
    return answer.toOutcome().toNanos() / 1e9;
  }

  private static Round bare(Path folder, Path password, Tree tree, String name, boolean piped)
      throws IOException {
    Path repository = folder.resolve(name);
    List<String> restic =
        List.of(
            "restic",
            "-r",
            repository.toString(),
            "--password-file",
            password.toString(),
            "--cache-dir",
            folder.resolve(name + "-cache").toString(),
            "-q");
    timed(folder, with(restic, "init"));
    List<String> backup =
        piped
            ? List.of("sh", "-c", "tar -c --sort=name -C \"$0\" . | \"$@\"", tree.root().toString())
            : List.of();
    List<String> whole = new ArrayList<>(backup);
    whole.addAll(
        piped
            ? with(restic, "backup", "--stdin", "--stdin-filename", "data.tar")
            : with(restic, "backup", tree.root().toString()));
    double first = timed(folder, whole);
    double unchanged = timed(folder, whole);
    tree.change();
    return new Round(first, unchanged, timed(folder, whole));
  }

  private static List<String> with(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    return all;
  }

  private static double timed(Path folder, List<String> command) {
    long began = System.nanoTime();
    Program.Ended ended = Program.run(command, Map.of(), folder.resolve("restic.err"));
    double took = (System.nanoTime() - began) / 1e9;
    if (ended.exit() != 0) {
      throw new NotMeasured(
          "restic ended with " + ended.exit() + "; see " + folder.resolve("restic.err"));
    }
    return took;
  }
}
