package dev.vireo.local.estate;

import dev.vireo.local.LocalPlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The one folder that holds an estate's state ({@code VIREO_HOME}).
 *
 * @param root absolute
 */
public record Home(Path root) {

  public Home {
    root = root.toAbsolutePath().normalize();
  }

  /** Makes the folder and its parts, for their owner only. */
  public void create() {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    try {
      for (Path folder : List.of(root, run(), logs(), data(), cache(), credentials())) {
        if (!Files.isDirectory(folder)) {
          Files.createDirectories(folder, ownerOnly);
        }
      }
    } catch (IOException e) {
      throw new LocalPlatformException(
          "Vireo's home %s cannot be made: %s. Set VIREO_HOME to a folder that you may write."
              .formatted(root, e.getMessage()),
          e);
    }
  }

  /** What runs, and where: JSON files and pid files. */
  public Path run() {
    return root.resolve("run");
  }

  /** One log file per process. */
  public Path logs() {
    return root.resolve("logs");
  }

  public Path log(String process) {
    return logs().resolve(process + ".log");
  }

  /** What Kafka, PostgreSQL and the simulator keep. */
  public Path data() {
    return root.resolve("data");
  }

  /** What is made again when it is lost. */
  public Path cache() {
    return root.resolve("cache");
  }

  /** Passwords and keys of hosts, by file name; services read no others. */
  public Path credentials() {
    return root.resolve("credentials");
  }

  /** Host keys of hosts. */
  public Path knownHosts() {
    return root.resolve("known_hosts");
  }

  /** Written by the platform when it takes requests; see {@link PlatformPorts}. */
  public Path platformFile() {
    return run().resolve("platform.json");
  }

  /** Where everything is, for the command line and other clients; see {@link EstateFile}. */
  public Path estateFile() {
    return run().resolve("estate.json");
  }

  /** Written by the simulator when its hosts answer. */
  public Path simulatorReadyFile() {
    return run().resolve("simulator-ready.json");
  }
}
