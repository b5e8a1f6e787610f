package dev.vireo.container.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.bus.Domain;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.testing.Conversation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The machine that the test runs on, as a host of LXC: the real {@code lxc-*} behind the real sshd
 * on loopback, with a bridge, a folder of containers and a folder of templates of its own. Nothing
 * of it is left when it is closed.
 */
final class LxcMachine implements AutoCloseable {

  /** A root file system of one program, whose scripts leave the network as LXC has made it. */
  static final String PLAIN = "busybox-1-plain_1.0-1_amd64.tar.gz";

  /**
   * One whose own scripts take the network over, as those of most distributions do, and have no
   * configuration of it.
   */
  static final String FORGETFUL = "busybox-1-forgetful_1.0-1_amd64.tar.gz";

  /** One whose first program ends at once. */
  static final String DYING = "busybox-1-dying_1.0-1_amd64.tar.gz";

  /** One that was cut short. */
  static final String CUT = "busybox-1-cut_1.0-1_amd64.tar.gz";

  private static final List<String> PROGRAMS =
      List.of(
          "/usr/sbin/sshd",
          "/usr/bin/ssh-keygen",
          "/usr/bin/lxc-start",
          "/usr/bin/lxc-attach",
          "/usr/bin/rsync",
          "/bin/busybox");

  private static final String TEMPLATE =
      """
      set -e
      mkdir -p "$1/bin" "$1/sbin" "$1/etc/network" "$1/proc" "$1/sys" "$1/dev" "$1/tmp" "$1/root"
      cp /bin/busybox "$1/bin/busybox"
      for a in sh cat ip ifconfig ping ifup true sleep init; do ln -s busybox "$1/bin/$a"; done
      ln -s ../bin/busybox "$1/sbin/init"
      printf 'root:x:0:0:root:/root:/bin/sh\\n' > "$1/etc/passwd"
      printf 'ID=busybox\\nVERSION_ID=1\\n' > "$1/etc/os-release"
      printf 'auto lo\\niface lo inet loopback\\n' > "$1/etc/network/interfaces"
      printf '::sysinit:/bin/true\\n' > "$1/etc/inittab"
      tar --sort=name -czf "$2/busybox-1-plain_1.0-1_amd64.tar.gz" -C "$1" .
      size=$(stat -c %s "$2/busybox-1-plain_1.0-1_amd64.tar.gz")
      head -c $((size / 2)) "$2/busybox-1-plain_1.0-1_amd64.tar.gz" > "$2/busybox-1-cut_1.0-1_amd64.tar.gz"
      printf '#!/bin/sh\\nip addr flush dev eth0\\nifup -a\\n' > "$1/etc/rcS"
      chmod +x "$1/etc/rcS"
      printf '::sysinit:/etc/rcS\\n' > "$1/etc/inittab"
      tar -czf "$2/busybox-1-forgetful_1.0-1_amd64.tar.gz" -C "$1" .
      rm "$1/sbin/init"
      printf '#!/bin/sh\\nexit 3\\n' > "$1/sbin/init"
      chmod +x "$1/sbin/init"
      tar -czf "$2/busybox-1-dying_1.0-1_amd64.tar.gz" -C "$1" .
      """;

  private final String name = "lxc" + UUID.randomUUID().toString().substring(0, 8);
  private final String bridge = "vt" + name.substring(3);
  private final Path folder;
  private final String network;
  private final int port;
  private final Process sshd;

  private LxcMachine(Path folder, String network, int port) throws Exception {
    this.folder = folder;
    this.network = network;
    this.port = port;
    Files.createDirectories(containers());
    Files.createDirectories(templates());
    run("sh", "-c", TEMPLATE, "make", folder.resolve("root").toString(), templates().toString());
    run("ip", "link", "add", bridge, "type", "bridge");
    run("ip", "addr", "add", network + ".1/24", "dev", bridge);
    run("ip", "link", "set", bridge, "up");
    sshd = sshd();
  }

  /**
   * Starts it, and has it known as a host. Where the machine lacks what it takes, or its kernel or
   * the rights of who runs the test refuse, the test is skipped, and says what refused.
   */
  static LxcMachine start(Path folder, Conversation bus, Path credentials, Path knownHosts)
      throws Exception {
    Files.deleteIfExists(knownHosts);
    assumeTrue(
        run("id", "-u").strip().equals("0"),
        "rule needs-lxc: containers are started by root, and this user is not");
    for (String program : PROGRAMS) {
      assumeTrue(
          Files.isExecutable(Path.of(program)), "rule needs-lxc: " + program + " is missing");
    }
    LxcMachine machine = made(folder);
    try {
      String refused = machine.refusal();
      assumeTrue(refused.isEmpty(), "rule needs-lxc: this kernel starts no container: " + refused);
      machine.register(bus, credentials);
      return machine;
    } catch (Exception | Error e) {
      machine.close();
      throw e;
    }
  }

  private static LxcMachine made(Path folder) throws Exception {
    try {
      return new LxcMachine(folder, freeNetwork(), freePort());
    } catch (IOException e) {
      assumeTrue(
          !String.valueOf(e.getMessage()).contains("not permitted"),
          "rule needs-lxc: this machine gives no right to make a bridge: " + e.getMessage());
      throw e;
    }
  }

  /** What keeps a first container from running, as LXC's own log says it; empty if nothing does. */
  private String refusal() throws Exception {
    Path trial = containers().resolve("trial");
    Files.createDirectories(trial.resolve("rootfs"));
    run(
        "tar",
        "-xzf",
        templates().resolve(PLAIN).toString(),
        "-C",
        trial.resolve("rootfs").toString());
    Files.writeString(
        trial.resolve("config"),
        """
        lxc.include = /usr/share/lxc/config/common.conf
        lxc.rootfs.path = dir:%s/rootfs
        lxc.apparmor.profile = unconfined
        lxc.net.0.type = veth
        lxc.net.0.link = %s
        """
            .formatted(trial, bridge));
    Path log = folder.resolve("trial.log");
    try {
      lxc("lxc-start", "trial", "-d", "-l", "ERROR", "-o", log.toString());
      run("lxc-stop", "-P", containers().toString(), "-n", "trial", "-k");
    } catch (IOException e) {
      return Files.exists(log)
          ? Files.readAllLines(log).getFirst()
          : String.valueOf(e.getMessage());
    } finally {
      run("rm", "-rf", trial.toString());
    }
    return "";
  }

  private void register(Conversation bus, Path credentials) throws IOException {
    Path key = credentials.resolve(name + ".key");
    Files.copy(folder.resolve("user"), key);
    Connection connection =
        new Connection(
            "127.0.0.1:" + port,
            "root",
            CredentialKind.PRIVATE_KEY,
            "file:" + key.getFileName(),
            HostKeyTrust.TRUST_ON_FIRST_USE,
            null);
    bus.say(
        Domain.INVENTORY,
        new HostRegistered(
            name,
            connection,
            Map.of(
                "bridge",
                bridge,
                "lxcpath",
                containers().toString(),
                "templates",
                templates().toString())));
    bus.say(Domain.INVENTORY, new HostIdentified(name, "lxc", "5", null, "LXC", List.of()));
  }

  private Process sshd() throws Exception {
    for (String key : List.of("host", "user")) {
      run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key).toString());
    }
    Path config = folder.resolve("sshd_config");
    Files.writeString(
        config,
        """
        Port %d
        ListenAddress 127.0.0.1
        HostKey %s/host
        AuthorizedKeysFile %s/user.pub
        PidFile none
        StrictModes no
        UsePAM no
        PermitRootLogin yes
        PasswordAuthentication no
        """
            .formatted(port, folder, folder));
    // Started by root, sshd wants its privilege separation directory.
    Files.createDirectories(Path.of("/run/sshd"));
    Path log = folder.resolve("sshd.log");
    Process process =
        new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Conversation.until(
        "sshd",
        () -> {
          try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
          } catch (IOException notYet) {
            return false;
          }
        });
    return process;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String freeNetwork() throws Exception {
    String routes = run("ip", "-4", "route", "show", "table", "all");
    for (int third = 17; third < 255; third++) {
      if (!routes.contains("10.213." + third + ".")) {
        return "10.213." + third;
      }
    }
    throw new IOException("every network of 10.213.0.0/16 is in use");
  }

  /** A selector of it. */
  String select() {
    return "name=" + name;
  }

  String host() {
    return name;
  }

  /** An address of its bridge's network; its own ends in 1. */
  String address(int last) {
    return network + "." + last;
  }

  Path containers() {
    return folder.resolve("lxc");
  }

  Path templates() {
    return folder.resolve("templates");
  }

  /** What {@code lxc-info} itself says that a container is doing, such as {@code RUNNING}. */
  String state(String container) throws Exception {
    return lxc("lxc-info", container, "-s", "-H").strip();
  }

  /** What a program in a container prints. */
  String within(String container, String... argv) throws Exception {
    List<String> words = new ArrayList<>(List.of("--"));
    words.addAll(List.of(argv));
    return lxc("lxc-attach", container, words.toArray(String[]::new));
  }

  /** Every name in the folder of containers. */
  List<String> folders() throws IOException {
    try (var entries = Files.list(containers())) {
      return entries.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  private String lxc(String tool, String container, String... rest) throws Exception {
    List<String> argv =
        new ArrayList<>(List.of(tool, "-P", containers().toString(), "-n", container));
    argv.addAll(List.of(rest));
    return run(argv.toArray(String[]::new));
  }

  private static String run(String... argv) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", argv) + ": " + said);
    }
    return said;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (String container : folders()) {
      if (!container.startsWith(".")) {
        new ProcessBuilder("lxc-stop", "-P", containers().toString(), "-n", container, "-k")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor(30, TimeUnit.SECONDS);
      }
    }
    sshd.descendants().forEach(ProcessHandle::destroyForcibly);
    sshd.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    run("ip", "link", "del", bridge);
    run("rm", "-rf", "--one-file-system", containers().toString());
  }
}
