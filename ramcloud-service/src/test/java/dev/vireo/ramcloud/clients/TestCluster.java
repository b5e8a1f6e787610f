package dev.vireo.ramcloud.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.local.testing.RamcloudProcess;
import dev.vireo.ramcloud.wire.RespSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Masters of one log, as processes. */
final class TestCluster implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final String kafka;
  private final Path folder;
  private final Map<String, String> settings;
  private final List<RamcloudProcess> masters = new ArrayList<>();

  private TestCluster(String kafka, Path folder, Map<String, String> settings) {
    this.kafka = kafka;
    this.folder = folder;
    this.settings = settings;
  }

  /**
   * Two masters with further properties, which may be such that only some can ask them; the second
   * may not serve its share yet.
   */
  static TestCluster startSecured(String kafka, Path folder, String name, Map<String, String> more)
      throws IOException, InterruptedException {
    TestCluster cluster = new TestCluster(kafka, folder, settings(name, more));
    try {
      RamcloudProcess first = cluster.add();
      RamcloudProcess second = cluster.add();
      var unused = first.ready();
      unused = second.ready();
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private static Map<String, String> settings(String name, Map<String, String> more) {
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("vireo.ramcloud.topic", "vireo.ramcloud.log-" + name);
    settings.put("vireo.ramcloud.group", "vireo-ramcloud-" + name);
    return settings;
  }

  /**
   * Starts masters of a log of their own; returns when each serves its share.
   *
   * @param name of the log, unlike any other test's
   */
  static TestCluster start(String kafka, Path folder, String name, int masters)
      throws IOException, InterruptedException {
    TestCluster cluster = new TestCluster(kafka, folder, settings(name, Map.of()));
    try {
      for (int i = 0; i < masters; i++) {
        cluster.add();
      }
      cluster.awaitEven();
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** One more master, which may not be ready yet. */
  RamcloudProcess add() throws IOException {
    RamcloudProcess master = RamcloudProcess.start(kafka, folder, settings);
    masters.add(master);
    return master;
  }

  RamcloudProcess master(int number) {
    return masters.get(number);
  }

  int port(int number) {
    return masters.get(number).port();
  }

  String[] urls() {
    return masters.stream().map(RamcloudProcess::url).toArray(String[]::new);
  }

  /**
   * Waits until every master serves a share of the slots, and all say the same of who serves what.
   */
  void awaitEven() throws IOException, InterruptedException {
    for (RamcloudProcess master : masters) {
      var unused = master.ready();
    }
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String seen = nodes();
    while (seen.isEmpty()) {
      assertThat(System.nanoTime()).as("the masters have not shared the slots").isLessThan(until);
      Thread.sleep(50);
      seen = nodes();
    }
    for (RamcloudProcess master : masters) {
      var unused = master.ready();
    }
  }

  /** What all masters say of the slots; empty where they differ or one serves none. */
  private String nodes() throws IOException {
    String all = "";
    for (RamcloudProcess master : masters) {
      try (RespSocket client = new RespSocket(master.port())) {
        String slots = client.ask("CLUSTER", "SLOTS");
        if (!all.isEmpty() && !all.equals(slots)) {
          return "";
        }
        all = slots;
      }
    }
    String agreed = all;
    boolean shared =
        masters.stream().allMatch(master -> agreed.contains(":" + master.port() + "\r\n"));
    return shared ? agreed : "";
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (RamcloudProcess master : masters) {
      master.kill();
    }
  }
}
