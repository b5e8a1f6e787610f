package dev.vireo.ramcloud.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace with one link to this machine, for a master whose way to Kafka can be cut
 * while clients still reach it. Needs root; makes nothing outside of its own namespace but its end
 * of the link.
 */
final class OwnNetwork implements AutoCloseable {

  private static final String HERE = "10.213.77.1";
  private static final String THERE = "10.213.77.2";

  private final String name = "vireo-rc-" + ProcessHandle.current().pid();
  private final String link = "vrc" + ProcessHandle.current().pid() % 1_000_000;
  private final List<Relay> relays = new ArrayList<>();
  private final int kafka;

  /**
   * A namespace from which the broker of this port is reached as {@code 127.0.0.1}, by {@link
   * RelayedMasterMain}.
   */
  OwnNetwork(int kafka) throws IOException, InterruptedException {
    this.kafka = kafka;
    run("ip", "netns", "add", name);
    try {
      run("ip", "link", "add", link, "type", "veth", "peer", "name", "up0", "netns", name);
      run("ip", "addr", "add", HERE + "/30", "dev", link);
      run("ip", "link", "set", link, "up");
      inside("ip", "addr", "add", THERE + "/30", "dev", "up0");
      inside("ip", "link", "set", "up0", "up");
      inside("ip", "link", "set", "lo", "up");
      inside("nft", "add", "table", "inet", "cut");
      relays.add(new Relay(HERE, kafka, "127.0.0.1", kafka));
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /** Why there cannot be one here; empty if there can. */
  static Optional<String> obstacle() {
    try (OwnNetwork tried = new OwnNetwork(0)) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /** Words that run a command within. */
  List<String> within() {
    return List.of("ip", "netns", "exec", name);
  }

  /** Arguments for {@link RelayedMasterMain}. */
  List<String> relays() {
    return List.of("kafka=" + HERE, "outside=" + THERE);
  }

  /** Clients reach the master by the port that it names. */
  void reach(int master) throws IOException {
    relays.add(new Relay("127.0.0.1", master, THERE, master));
  }

  /** Nothing goes between the master and Kafka from now on, without anybody being told. */
  void cut() throws IOException, InterruptedException {
    inside("nft", "add", "chain", "inet", "cut", "out", "{ type filter hook output priority 0; }");
    inside("nft", "add", "chain", "inet", "cut", "in", "{ type filter hook input priority 0; }");
    String port = Integer.toString(kafka);
    inside(
        "nft", "add", "rule", "inet", "cut", "out", "oifname", "up0", "tcp", "dport", port, "drop");
    inside(
        "nft", "add", "rule", "inet", "cut", "in", "iifname", "up0", "tcp", "sport", port, "drop");
  }

  /** All goes through again. */
  void mend() throws IOException, InterruptedException {
    inside("nft", "flush", "table", "inet", "cut");
  }

  private void inside(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(within());
    all.addAll(List.of(words));
    run(all.toArray(String[]::new));
  }

  private static void run(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", words) + ": " + said.strip());
    }
  }

  @Override
  public void close() {
    relays.forEach(Relay::close);
    try {
      // The link goes with its other end.
      run("ip", "netns", "del", name);
    } catch (IOException e) {
      System.err.println("the namespace stays: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Brings connections to an address on to another. */
  static final class Relay implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket();
    private final InetSocketAddress to;

    Relay(String at, int port, String toHost, int toPort) throws IOException {
      to = new InetSocketAddress(toHost, toPort);
      listening.setReuseAddress(true);
      listening.bind(new InetSocketAddress(at, port));
      Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
      while (!listening.isClosed()) {
        try {
          Socket from = listening.accept();
          Thread.ofVirtual().start(() -> connect(from));
        } catch (IOException e) {
          // It was closed, or that client is gone already.
        }
      }
    }

    private void connect(Socket from) {
      try (from;
          Socket onward = new Socket()) {
        onward.connect(to, 5_000);
        from.setTcpNoDelay(true);
        onward.setTcpNoDelay(true);
        Thread back = Thread.ofVirtual().start(() -> copy(onward, from));
        copy(from, onward);
        back.join();
      } catch (IOException e) {
        // The client sees its connection end.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void copy(Socket from, Socket to) {
      byte[] bytes = new byte[65_536];
      try {
        InputStream in = from.getInputStream();
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
          to.getOutputStream().write(bytes, 0, n);
        }
        to.shutdownOutput();
      } catch (IOException e) {
        try {
          from.close();
          to.close();
        } catch (IOException gone) {
          // Both are.
        }
      }
    }

    @Override
    public void close() {
      try {
        listening.close();
      } catch (IOException e) {
        // It is.
      }
    }
  }
}
