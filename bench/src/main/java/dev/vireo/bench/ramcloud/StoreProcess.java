package dev.vireo.bench.ramcloud;

import dev.vireo.bench.estate.NotMeasured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that speaks RESP on 127.0.0.1.
 *
 * @param name for people
 * @param database the number that {@code SELECT} is given before anything is measured
 */
record StoreProcess(String name, long pid, int port, int database) {

  /** The same process, by another database. */
  StoreProcess withDatabase(int number) {
    return new StoreProcess(name, pid, port, number);
  }

  /** Bytes of memory that it holds (its resident set). */
  long residentBytes() {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
      }
    } catch (IOException e) {
      throw new NotMeasured(status + " cannot be read: " + e.getMessage(), e);
    }
    throw new NotMeasured(status + " does not say how much memory " + name + " holds");
  }
}
