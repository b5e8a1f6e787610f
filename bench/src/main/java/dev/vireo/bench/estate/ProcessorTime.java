package dev.vireo.bench.estate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processor time that an estate's processes have used since they began, their children (such as the
 * database's) included.
 *
 * @param byName by the process's name; one that has ended has no entry
 */
public record ProcessorTime(Map<String, Duration> byName) {

  private static final String SUFFIX = ".pid";

  public ProcessorTime {
    byName = Map.copyOf(byName);
  }

  /** Reads what the processes have used by now. */
  static ProcessorTime of(Path run) {
    try (Stream<Path> files = Files.list(run)) {
      Map<String, Duration> used = new TreeMap<>();
      for (Path file :
          files.filter(f -> String.valueOf(f.getFileName()).endsWith(SUFFIX)).sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
            .ifPresent(
                process ->
                    used.put(
                        name.substring(0, name.length() - SUFFIX.length()),
                        Stream.concat(Stream.of(process), process.descendants())
                            .flatMap(p -> p.info().totalCpuDuration().stream())
                            .reduce(Duration.ZERO, Duration::plus)));
      }
      return new ProcessorTime(used);
    } catch (IOException e) {
      throw new NotMeasured(run + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** What the benchmark itself has used by now. */
  public static Duration ofThisProcess() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** What was used since an earlier reading. */
  public ProcessorTime since(ProcessorTime before) {
    Map<String, Duration> used = new TreeMap<>();
    byName.forEach(
        (name, now) -> used.put(name, now.minus(before.byName.getOrDefault(name, Duration.ZERO))));
    return new ProcessorTime(used);
  }

  /** What all of them used. */
  public Duration total() {
    return byName.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  /** Seconds by process, such as {@code multipath 1.2 s, simulator 3.4 s}. */
  public String words() {
    return new TreeMap<>(byName)
        .entrySet().stream()
            .map(
                e ->
                    String.format(
                        Locale.ROOT, "%s %.1f s", e.getKey(), e.getValue().toMillis() / 1e3))
            .collect(Collectors.joining(", "));
  }
}
