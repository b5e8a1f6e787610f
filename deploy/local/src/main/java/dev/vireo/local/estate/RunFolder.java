package dev.vireo.local.estate;

import dev.vireo.local.LocalPlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The notes on what was started: {@code NAME.process.json} (and {@code NAME.pid} for people) while
 * a process is meant to run; and {@code ports.json}, {@code simulated.json} and {@code
 * masters.json}, which stay, so that an estate comes up again where and as large as it was.
 */
record RunFolder(Path folder) {

  private static final String SUFFIX = ".process.json";

  /** A map with its type kept, for the JSON reader. */
  private static final class Ports extends TreeMap<String, Integer> {
    private static final long serialVersionUID = 1L;
  }

  Optional<ProcessRecord> find(String name) {
    return JsonFile.read(folder.resolve(name + SUFFIX), ProcessRecord.class);
  }

  /** All that are meant to run, by name. */
  List<ProcessRecord> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .flatMap(name -> find(name).stream())
          .toList();
    } catch (IOException e) {
      throw new LocalPlatformException(folder + " cannot be listed: " + e.getMessage(), e);
    }
  }

  void note(ProcessRecord record) {
    JsonFile.write(folder.resolve(record.name() + SUFFIX), record);
    JsonFile.write(folder.resolve(record.name() + ".pid"), record.identity().pid());
  }

  void forget(String name) {
    JsonFile.remove(folder.resolve(name + SUFFIX));
    JsonFile.remove(folder.resolve(name + ".pid"));
  }

  /** The ports of the last start, by name; 0 where there was none. */
  int lastPort(String name) {
    return JsonFile.read(folder.resolve("ports.json"), Ports.class)
        .map(ports -> ports.getOrDefault(name, 0))
        .orElse(0);
  }

  /** How many simulated hosts there were at the last start; empty before the first. */
  OptionalInt simulatedHosts() {
    return JsonFile.read(folder.resolve("simulated.json"), Integer.class)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  /** How many masters of RAMCloud there were at the last start; empty before the first. */
  OptionalInt masters() {
    return JsonFile.read(folder.resolve("masters.json"), Integer.class)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  void rememberMasters(int masters) {
    JsonFile.write(folder.resolve("masters.json"), masters);
  }

  void rememberSimulatedHosts(int hosts) {
    JsonFile.write(folder.resolve("simulated.json"), hosts);
  }

  void rememberPorts(Map<String, Integer> used) {
    var ports = JsonFile.read(folder.resolve("ports.json"), Ports.class).orElseGet(Ports::new);
    ports.putAll(used);
    JsonFile.write(folder.resolve("ports.json"), ports);
  }
}
