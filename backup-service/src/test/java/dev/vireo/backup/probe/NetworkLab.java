package dev.vireo.backup.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.backup.inspect.DiagnoseMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A client and a server with a router between them, each in a network namespace of this machine's
 * kernel: real links, routes, packet filters, name servers and hosts files. Only root may make
 * them.
 */
final class NetworkLab implements AutoCloseable {

  static final String NAME = "vdr.lab.example";
  static final String SERVER = "10.231.2.2";

  private static final String CLIENT = "10.231.1.2";
  private static final String USER = "LAB\\backup";
  private static final String PASSWORD = "correct-horse&battery";
  private static final Path FAKETIME =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");
  private static final Path NETNS = Path.of("/etc/netns");

  private final Path folder;
  private final String unique = Long.toHexString(System.nanoTime() & 0xffffff);
  private final String client = "vireo-c-" + unique;
  private final String router = "vireo-r-" + unique;
  private final String server = "vireo-s-" + unique;
  private final List<Process> started = new ArrayList<>();

  private NetworkLab(Path folder) {
    this.folder = folder;
  }

  /** Makes it; skips the test where that is not to be had. */
  static NetworkLab make(Path folder) throws Exception {
    NetworkLab lab = new NetworkLab(folder);
    assumeTrue(
        Files.isExecutable(Path.of("/usr/sbin/nft"))
            && Files.isExecutable(Path.of("/usr/bin/ping"))
            && exit(List.of("ip", "netns", "add", lab.client)) == 0,
        "rule needs-netns: this test makes network namespaces; it needs root, ip, nft and ping");
    try {
      lab.build();
      return lab;
    } catch (Exception | AssertionError e) {
      lab.close();
      throw e;
    }
  }

  private void build() throws Exception {
    did("ip", "netns", "add", router);
    did("ip", "netns", "add", server);
    link(client, CLIENT, "c", "10.231.1.1");
    link(server, SERVER, "s", "10.231.2.1");
    in(router, "sysctl", "-q", "-w", "net.ipv4.ip_forward=1");
    for (String namespace : List.of(client, router, server)) {
      in(namespace, "ip", "link", "set", "lo", "up");
    }
    Files.createDirectories(etc());
    hosts("127.0.0.1 localhost\n");
    Files.writeString(etc().resolve("resolv.conf"), "nameserver " + SERVER + "\n");
  }

  /** An end's interface is {@code eth0}; the router's is called by the end's letter. */
  private void link(String end, String address, String letter, String gateway) throws Exception {
    did(
        "ip", "link", "add", "eth0", "netns", end, "type", "veth", "peer", "name", letter, "netns",
        router);
    in(end, "ip", "address", "add", address + "/24", "dev", "eth0");
    in(end, "ip", "link", "set", "eth0", "up");
    in(router, "ip", "address", "add", gateway + "/24", "dev", letter);
    in(router, "ip", "link", "set", letter, "up");
    in(end, "ip", "route", "add", "default", "via", gateway);
  }

  private Path etc() {
    return NETNS.resolve(client);
  }

  /** The client's hosts file. */
  void hosts(String text) throws IOException {
    Files.writeString(etc().resolve("hosts"), text);
  }

  void inClient(String... command) throws Exception {
    in(client, command);
  }

  void inRouter(String... command) throws Exception {
    in(router, command);
  }

  /** A packet filter of the server's for what comes in. */
  void serverFilters(String rule) throws Exception {
    filters(server, "input", rule);
  }

  /** A packet filter of the router's for what it says itself. */
  void routerFilters(String rule) throws Exception {
    filters(router, "output", rule);
  }

  private void filters(String namespace, String hook, String rule) throws Exception {
    in(
        namespace,
        "nft",
        "add table inet lab; add chain inet lab x { type filter hook " + hook + " priority 0; }");
    in(namespace, "nft", "add rule inet lab x " + rule);
  }

  /** A real name server, which knows only this. */
  void names(String... records) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/sbin/dnsmasq")),
        "rule needs-dnsmasq: this test asks a real name server, and there is none");
    List<String> command =
        new ArrayList<>(
            List.of(
                "dnsmasq",
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--no-resolv",
                "--no-hosts",
                "--user=root",
                "--pid-file=",
                "--local=/example/",
                "--listen-address=" + SERVER,
                "--bind-interfaces"));
    command.addAll(List.of(records));
    started.add(start(server, command));
  }

  /**
   * Starts a healthy appliance.
   *
   * @param clock how far its clock is off, as faketime takes it; empty: not at all
   * @return its port
   */
  int appliance(String clock) throws Exception {
    List<String> command = new ArrayList<>();
    if (!clock.isEmpty()) {
      assumeTrue(
          Files.exists(FAKETIME),
          "rule needs-faketime: this test runs a program by another clock; there is no "
              + FAKETIME);
      command.addAll(
          List.of(
              "env",
              "LD_PRELOAD=" + FAKETIME,
              "FAKETIME=" + clock,
              "FAKETIME_DONT_FAKE_MONOTONIC=1"));
    }
    command.addAll(java(NamespaceTarget.class));
    command.addAll(List.of(SERVER, NAME, USER, PASSWORD, pem().toString()));
    Process process = start(server, command);
    started.add(process);
    String line = process.inputReader(UTF_8).readLine();
    assertThat(line).as("the appliance's port").isNotNull();
    return Integer.parseInt(line);
  }

  private Path pem() {
    return folder.resolve("appliance.pem");
  }

  /** What {@code vireo backup diagnose} says in the client, with a login. */
  JsonNode diagnose(String target) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    return diagnosed(
        target,
        "--user",
        USER,
        "--password-file",
        password.toString(),
        "--ca-file",
        pem().toString(),
        "--hold",
        "0");
  }

  /** What {@code vireo backup diagnose} says in the client. */
  JsonNode diagnosed(String target, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", client));
    command.addAll(java(DiagnoseMain.class));
    command.addAll(List.of(target, "--kind", "appliance", "--json"));
    command.addAll(List.of(more));
    Path log = folder.resolve("diagnose.log");
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(out).as(Files.readString(log)).isNotBlank();
    return new ObjectMapper().readTree(out);
  }

  private static List<String> java(Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName());
  }

  private Process start(String namespace, List<String> command) throws IOException {
    List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    whole.addAll(command);
    return new ProcessBuilder(whole)
        .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("started.log").toFile()))
        .start();
  }

  private static void in(String namespace, String... command) throws Exception {
    did(
        Stream.concat(Stream.of("ip", "netns", "exec", namespace), Stream.of(command))
            .toArray(String[]::new));
  }

  private static void did(String... command) throws Exception {
    assertThat(exit(List.of(command))).as(String.join(" ", command)).isZero();
  }

  private static int exit(List<String> command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  @Override
  public void close() throws Exception {
    for (Process each : started) {
      each.descendants().forEach(ProcessHandle::destroyForcibly);
      each.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    for (String namespace : List.of(client, router, server)) {
      if (exit(List.of("ip", "netns", "del", namespace)) != 0) {
        System.err.println("the namespace " + namespace + " was not there any more");
      }
    }
    for (String file : List.of("hosts", "resolv.conf")) {
      Files.deleteIfExists(etc().resolve(file));
    }
    Files.deleteIfExists(etc());
  }
}
