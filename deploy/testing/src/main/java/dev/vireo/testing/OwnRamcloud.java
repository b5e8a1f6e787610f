package dev.vireo.testing;

import dev.vireo.local.testing.RamcloudProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A RAMCloud of one master that only one test has: it may be killed, and comes back at the same
 * address, over the same log.
 *
 * <p>What its module needs for that, {@link RamcloudProcess} says.
 */
public final class OwnRamcloud implements AutoCloseable {

  private final String kafka;
  private final Path folder;
  private final Map<String, String> cluster;
  private final String url;
  private RamcloudProcess master;

  private OwnRamcloud(
      String kafka, Path folder, Map<String, String> cluster, RamcloudProcess master) {
    this.kafka = kafka;
    this.folder = folder;
    this.cluster = new HashMap<>(cluster);
    this.cluster.put("vireo.ramcloud.port", Integer.toString(master.port()));
    String scheme = cluster.containsKey("vireo.ramcloud.tls-certificate") ? "rediss" : "redis";
    this.url = scheme + "://127.0.0.1:" + master.port();
    this.master = master;
  }

  /**
   * Starts it; returns when it is ready.
   *
   * @param kafka where the broker is
   * @param folder of the test alone, whose name names its log
   */
  public static OwnRamcloud start(String kafka, Path folder)
      throws IOException, InterruptedException {
    return start(kafka, folder, Map.of());
  }

  /**
   * Starts one with further properties; returns when it is ready.
   *
   * @param settings such as {@code vireo.ramcloud.users}; with a certificate it speaks TLS
   */
  public static OwnRamcloud start(String kafka, Path folder, Map<String, String> settings)
      throws IOException, InterruptedException {
    String name = folder.getFileName().toString();
    Map<String, String> cluster = new HashMap<>(settings);
    cluster.put("vireo.ramcloud.topic", "vireo.ramcloud.log." + name);
    cluster.put("vireo.ramcloud.group", "vireo-ramcloud-" + name);
    RamcloudProcess master = RamcloudProcess.start(kafka, folder, cluster);
    return new OwnRamcloud(kafka, folder, cluster, master.ready());
  }

  /** Where clients reach it, as a URL. */
  public String url() {
    return url;
  }

  /** The variables of a service that has its leases and its live view there. */
  public Map<String, String> environment() {
    return Map.of("VIREO_LEASES", "ramcloud", "VIREO_RAMCLOUD", url);
  }

  /** Ends it as a power cut would; returns when it is gone. */
  public void kill() {
    master.kill();
  }

  /** Starts it again where it was; returns when it is ready. */
  public void comeBack() throws IOException, InterruptedException {
    master = RamcloudProcess.start(kafka, folder, cluster).ready();
  }

  @Override
  public void close() {
    master.kill();
  }
}
