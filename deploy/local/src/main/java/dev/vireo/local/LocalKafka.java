package dev.vireo.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker (KRaft, broker and controller in one) inside this JVM.
 *
 * <p>Listens on 127.0.0.1 only, in the clear. The data folder is formatted when it is fresh and
 * kept from then on: node id and cluster id stay, ports may change between starts. Topics are never
 * created by accident ({@code auto.create.topics.enable=false}), and records are kept for ever
 * unless a topic says otherwise.
 *
 * <p>One folder belongs to one running broker; Kafka itself locks it.
 */
public final class LocalKafka implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalKafka.class);
  private static final String NODE_ID = "1";
  private static final String META_PROPERTIES = "meta.properties";
  private static final int BIND_ATTEMPTS = 3;

  private final KafkaRaftServer server;
  private final int port;
  private final String clusterId;

  private LocalKafka(KafkaRaftServer server, int port, String clusterId) {
    this.server = server;
    this.port = port;
    this.clusterId = clusterId;
  }

  /** Starts a broker on a port of its own choice; see {@link #start(Path, int)}. */
  public static LocalKafka start(Path dataDirectory) {
    return start(dataDirectory, 0);
  }

  /**
   * Starts a broker and returns when it takes requests.
   *
   * @param wantedPort the port clients should find it on; another is chosen where it is 0 or taken
   * @throws LocalPlatformException where the folder cannot be used or the broker does not come up
   */
  public static LocalKafka start(Path dataDirectory, int wantedPort) {
    var directory = dataDirectory.toAbsolutePath();
    String clusterId = format(directory);
    for (int attempt = 1; ; attempt++) {
      int port = LoopbackPort.freeOr(wantedPort);
      int controllerPort = LoopbackPort.freeBeside(port);
      var server =
          new KafkaRaftServer(
              new KafkaConfig(settings(directory, port, controllerPort), false), Time.SYSTEM);
      try {
        server.startup();
        LOG.info("Kafka listens on 127.0.0.1:{} with its data in {}", port, directory);
        return new LocalKafka(server, port, clusterId);
      } catch (RuntimeException failure) {
        server.shutdown();
        if (attempt == BIND_ATTEMPTS || !lostPort(failure)) {
          throw new LocalPlatformException(
              "Kafka did not start on 127.0.0.1:%d with its data in %s: %s. Its log says more; a folder written by a newer Kafka cannot be read by this one."
                  .formatted(port, directory, failure.getMessage()),
              failure);
        }
      }
    }
  }

  /** What clients call {@code bootstrap.servers}: {@code 127.0.0.1:PORT}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** Made when the folder was formatted; stays the same over restarts. */
  public String clusterId() {
    return clusterId;
  }

  /** Stops the broker cleanly; returns when its data is on disk. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static boolean lostPort(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  /** Formats a fresh folder; gives the cluster id of either. */
  private static String format(Path directory) {
    var metaProperties = directory.resolve(META_PROPERTIES);
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      if (!Files.exists(metaProperties)) {
        new Formatter()
            .setClusterId(Uuid.randomUuid().toString())
            .setNodeId(Integer.parseInt(NODE_ID))
            .setControllerListenerName("CONTROLLER")
            .setMetadataLogDirectory(directory.toString())
            .addDirectory(directory.toString())
            // A start that was killed while formatting left a folder with files but no
            // meta.properties: nothing was ever stored in it.
            .setIgnoreFormatted(true)
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .run();
      }
      var meta = new Properties();
      try (var reader = Files.newBufferedReader(metaProperties)) {
        meta.load(reader);
      }
      return meta.getProperty("cluster.id", "");
    } catch (IOException e) {
      throw new UncheckedIOException("Kafka's data folder " + directory + " cannot be used", e);
    } catch (Exception e) {
      throw new LocalPlatformException(
          "Kafka's data folder %s could not be formatted: %s. If it is no folder of Vireo's, choose another home."
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  private static Map<String, String> settings(Path directory, int port, int controllerPort) {
    var settings = new HashMap<String, String>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", NODE_ID);
    settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    settings.put(
        "listeners", "CLIENT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", "CLIENT://127.0.0.1:" + port);
    settings.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "CLIENT");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("log.dirs", directory.toString());
    settings.put("metadata.log.dir", directory.toString());

    settings.put("auto.create.topics.enable", "false");
    settings.put("log.retention.ms", "-1");

    // A single node has nobody to replicate to.
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");

    // Consumers of one machine start one by one: waiting for more members only delays the first.
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "1000");
    settings.put("group.consumer.min.session.timeout.ms", "1000");
    settings.put("group.consumer.min.heartbeat.interval.ms", "300");

    // Small: this broker shares a laptop with every service. Kafka's defaults take 128 MiB for the
    // cleaner alone.
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("num.replica.fetchers", "1");
    settings.put("log.cleaner.threads", "1");
    settings.put("log.cleaner.dedupe.buffer.size", "8388608");
    settings.put("log.index.size.max.bytes", "1048576");
    settings.put("group.coordinator.threads", "1");
    settings.put("socket.request.max.bytes", "52428800");
    return settings;
  }
}
