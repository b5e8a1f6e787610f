package dev.vireo.local.demo;

import dev.vireo.local.LocalPlatformException;
import dev.vireo.local.estate.SimulatedFleet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Reads the fleet with OpenSSH's {@code ssh} and {@code awk}, by {@code read-fleet.sh}: nothing of
 * Vireo looks at what the hosts answer, so it cannot be wrong in the same way.
 */
final class IndependentRead {

  private final Path folder;
  private final SimulatedFleet fleet;

  /**
   * A reader.
   *
   * @param folder where it may keep its script and lists
   */
  IndependentRead(Path folder, SimulatedFleet fleet) {
    this.folder = folder;
    this.fleet = fleet;
  }

  /**
   * A device as it was read.
   *
   * @param satp its array type
   * @param psp its path selection policy
   */
  record Seen(String host, String device, String satp, String psp) {

    String key() {
      return host + " " + device;
    }
  }

  /** Whether this machine has the tools. */
  static boolean possible() {
    try {
      Process ssh = new ProcessBuilder("ssh", "-V").redirectErrorStream(true).start();
      try (InputStream out = ssh.getInputStream()) {
        out.readAllBytes();
      }
      return ssh.waitFor(10, TimeUnit.SECONDS) && ssh.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** All devices, by host and id. */
  Map<String, Seen> read() {
    try {
      Process script = start();
      Map<String, Seen> seen = new LinkedHashMap<>();
      List<String> unread = new ArrayList<>();
      String out = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      for (String line : out.lines().toList()) {
        String[] words = line.split(" ");
        if (words.length == 4) {
          Seen device = new Seen(words[0], words[1], words[2], words[3]);
          seen.put(device.key(), device);
        } else {
          unread.add(line);
        }
      }
      if (script.waitFor() != 0 || !unread.isEmpty() || seen.isEmpty()) {
        throw new LocalPlatformException(
            "the independent read by ssh did not come to its end: "
                + (unread.isEmpty() ? "exit " + script.exitValue() : unread));
      }
      return seen;
    } catch (IOException e) {
      throw new UncheckedIOException("reading the fleet by ssh", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalPlatformException("interrupted while reading the fleet by ssh");
    }
  }

  private Process start() throws IOException {
    Files.createDirectories(folder);
    Path script = folder.resolve("read-fleet.sh");
    try (InputStream resource = IndependentRead.class.getResourceAsStream("/demo/read-fleet.sh")) {
      if (resource == null) {
        throw new IOException("read-fleet.sh is not in the jar");
      }
      Files.write(script, resource.readAllBytes());
    }
    Path hosts = folder.resolve("hosts.txt");
    Path known = folder.resolve("known_hosts");
    StringBuilder hostLines = new StringBuilder();
    StringBuilder knownLines = new StringBuilder();
    for (SimulatedFleet.SimulatedHost host : fleet.hosts()) {
      hostLines.append(
          "%s %s %d %s %s%n"
              .formatted(host.name(), host.address(), host.port(), host.user(), host.version()));
      knownLines.append(host.knownHosts()).append('\n');
    }
    Files.writeString(hosts, hostLines);
    Files.writeString(known, knownLines);
    ProcessBuilder builder =
        new ProcessBuilder("sh", script.toString(), hosts.toString(), known.toString())
            .redirectError(folder.resolve("read-fleet.err").toFile());
    AskPass.tell(builder.environment(), folder, fleet.hosts().getFirst().passwordFile());
    return builder.start();
  }
}
