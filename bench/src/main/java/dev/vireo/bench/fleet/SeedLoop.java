package dev.vireo.bench.fleet;

import dev.vireo.bench.estate.BenchEstate;
import dev.vireo.bench.estate.NotMeasured;
import dev.vireo.bench.estate.SimulatedHost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The peer: the shell loop that the task is usually done with, typed into one OpenSSH session a
 * host, one host after another. It lists the paths, takes out the device names, and calls esxcli
 * once a device; it looks at no device before and at none after.
 *
 * <p>{@code sort -u} is ours: without it each device is set once for each of its paths.
 */
final class SeedLoop {

  private static final String CLASSIC =
      """
      for device in `esxcli nmp path list|grep "Device: "|awk '{ print $2 }'|grep naa|sort -u`
      do
        esxcli nmp device setpolicy --psp %1$s --device $device
      done
      """;
  private static final String STORAGE =
      """
      for device in `esxcli storage nmp path list|grep "Device: "|awk '{ print $2 }'|grep naa|sort -u`
      do
        esxcli storage nmp device set --psp %1$s --device $device
      done
      """;

  private final BenchEstate estate;

  SeedLoop(BenchEstate estate) {
    this.estate = estate;
  }

  /** Sets every device of these hosts to a policy; gives how long that took. */
  Duration run(List<SimulatedHost> hosts, String psp) {
    Path known =
        estate.write(
            "loop.known_hosts",
            hosts.stream()
                .map(SimulatedHost::knownHosts)
                .collect(Collectors.joining("\n", "", "\n")));
    Path askPass = askPass(hosts.getFirst());
    long begin = System.nanoTime();
    for (SimulatedHost host : hosts) {
      loop(host, psp, known, askPass);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static void loop(SimulatedHost host, String psp, Path known, Path askPass) {
    String script = (host.classic() ? CLASSIC : STORAGE).formatted(psp);
    ProcessBuilder ssh =
        new ProcessBuilder(
                "ssh",
                "-n",
                "-p",
                Integer.toString(host.port()),
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "UserKnownHostsFile=" + known,
                "-o",
                "GlobalKnownHostsFile=/dev/null",
                "-o",
                "PubkeyAuthentication=no",
                "-o",
                "NumberOfPasswordPrompts=1",
                "-o",
                "LogLevel=ERROR",
                "-l",
                host.user(),
                host.address(),
                script)
            .redirectErrorStream(true);
    // ssh asks this program for the password, since it has no terminal to ask on.
    ssh.environment().put("SSH_ASKPASS", askPass.toString());
    ssh.environment().put("SSH_ASKPASS_REQUIRE", "force");
    ssh.environment().put("DISPLAY", ":0");
    try {
      Process process = ssh.start();
      String said;
      try (InputStream out = process.getInputStream()) {
        said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      }
      if (process.waitFor() != 0) {
        throw new NotMeasured("the loop on " + host.name() + " failed: " + said.strip());
      }
    } catch (IOException e) {
      throw new NotMeasured(
          "ssh cannot be run: " + e.getMessage() + "; install OpenSSH's client", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotMeasured("interrupted", e);
    }
  }

  private Path askPass(SimulatedHost host) {
    Path script =
        estate.write(
            "loop.password.sh",
            "#!/bin/sh\nexec cat '" + host.passwordFile().replace("'", "'\\''") + "'\n");
    try {
      return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new NotMeasured(script + " cannot be made executable: " + e.getMessage(), e);
    }
  }
}
