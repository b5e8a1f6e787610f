package dev.vireo.bench.containers;

import dev.vireo.bench.Report;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vireo bench containers}. */
@Command(
    name = "containers",
    description = {
      "Makes and starts containers over a simulated fleet, beside the hosts' own time; judges names",
      "of templates (JMH); looks into a large archive, beside tar."
    },
    mixinStandardHelpOptions = true)
public final class ContainersCommand implements Callable<Integer> {

  /** What is measured. */
  enum Part {
    FLEET,
    NAMES,
    DOCTOR
  }

  @Option(
      names = "--part",
      paramLabel = "PART",
      split = ",",
      description = "${COMPLETION-CANDIDATES}; all if not given.")
  private Set<Part> parts = EnumSet.allOf(Part.class);

  @Option(names = "--hosts", paramLabel = "N", description = "Hosts; 20, with --quick 4.")
  private int hosts;

  @Option(
      names = "--containers",
      paramLabel = "N",
      description = "Containers; 200, with --quick 32.")
  private int containers;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How often two containers a host are made before it is measured; ${DEFAULT-VALUE} if not"
              + " given.")
  private int warmUp;

  @Option(
      names = "--archive-mb",
      paramLabel = "N",
      description = "The archive's size in MB; 1000, with --quick 100.")
  private int archiveMegabytes;

  @Option(names = "--quick", description = "Few hosts, three seconds of names, a small archive.")
  private boolean quick;

  @Override
  public Integer call() {
    Report report = new Report(System.out);
    if (parts.contains(Part.FLEET)) {
      int hostCount = hosts > 0 ? hosts : quick ? 4 : 20;
      int count = containers > 0 ? containers : quick ? 32 : 200;
      new MakingMany(hostCount, count, warmUp).run(report);
    }
    if (parts.contains(Part.NAMES)) {
      new NamesRun(quick).run(report);
    }
    if (parts.contains(Part.DOCTOR)) {
      new DoctorRun(archiveMegabytes > 0 ? archiveMegabytes : quick ? 100 : 1_000).run(report);
    }
    return 0;
  }
}
