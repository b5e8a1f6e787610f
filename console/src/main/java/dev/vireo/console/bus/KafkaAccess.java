package dev.vireo.console.bus;

import dev.vireo.console.Trouble;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * How Kafka is spoken to: with a time limit on all, and with what is wrong in words.
 *
 * @param properties client properties, at least {@code bootstrap.servers}
 */
public record KafkaAccess(Map<String, String> properties) {

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final String PATIENCE_MILLIS = "15000";

  public KafkaAccess {
    properties = Map.copyOf(properties);
  }

  /** What clients bootstrap from. */
  public String servers() {
    return properties.getOrDefault("bootstrap.servers", "");
  }

  /** Properties of a producer that gives up in time for a person who waits. */
  Map<String, String> forProducer() {
    Map<String, String> all = new HashMap<>(properties);
    all.putIfAbsent("max.block.ms", PATIENCE_MILLIS);
    all.putIfAbsent("request.timeout.ms", "10000");
    all.putIfAbsent("delivery.timeout.ms", PATIENCE_MILLIS);
    return all;
  }

  /** A consumer outside of any group. */
  KafkaConsumer<byte[], byte[]> consumer() {
    Properties all = new Properties();
    all.putAll(properties);
    all.putIfAbsent("default.api.timeout.ms", PATIENCE_MILLIS);
    all.putIfAbsent("request.timeout.ms", "10000");
    all.put("client.id", "vireo-console");
    all.put("enable.auto.commit", "false");
    all.put("allow.auto.create.topics", "false");
    all.put("auto.offset.reset", "earliest");
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Finds out in little time whether any broker answers at all; the clients themselves would try on
   * for long.
   */
  void requireAnswer() {
    List<String> seen = new ArrayList<>();
    for (String server : servers().split(",")) {
      @Nullable String failure = connect(server.strip());
      if (failure == null) {
        return;
      }
      seen.add(failure);
    }
    throw Trouble.unreachable(
        "Kafka does not answer: " + String.join("; ", seen),
        "see `./vireo status`; start the estate with `./vireo up`, or name the right brokers with --kafka",
        null);
  }

  private static @Nullable String connect(String server) {
    int colon = server.lastIndexOf(':');
    int port;
    try {
      port = Integer.parseInt(server.substring(colon + 1));
    } catch (NumberFormatException e) {
      port = -1;
    }
    if (colon < 1 || port < 1 || port > 65_535) {
      throw Trouble.refused(
          "'" + server + "' is no address of a Kafka broker",
          "write --kafka HOST:PORT[,HOST:PORT...]");
    }
    String host = server.substring(0, colon).replaceAll("^\\[|\\]$", "");
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      return server + " (the name does not resolve)";
    }
    try (Socket socket = new Socket()) {
      socket.connect(address, Math.toIntExact(CONNECT.toMillis()));
      return null;
    } catch (IOException e) {
      return server + " (" + e.getMessage() + ")";
    }
  }

  /** All partitions of topics that must be there. */
  static List<TopicPartition> partitions(
      KafkaConsumer<?, ?> consumer, Collection<String> topics, String servers) {
    Map<String, List<PartitionInfo>> known = consumer.listTopics();
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      List<PartitionInfo> infos = known.getOrDefault(topic, List.of());
      if (infos.isEmpty()) {
        throw Trouble.unreachable(
            "Kafka at " + servers + " has no topic " + topic + "; its service has never run there",
            "start it: ./vireo up; or name the right cluster with --kafka",
            null);
      }
      infos.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    }
    return partitions;
  }

  /** What went wrong between us and Kafka, in words. */
  Trouble trouble(String doing, Throwable failure) {
    if (failure instanceof Trouble trouble) {
      return trouble;
    }
    if (failure instanceof AuthenticationException || failure instanceof AuthorizationException) {
      return Trouble.unreachable(
          "Kafka at " + servers() + " does not let us in, " + doing + ": " + failure.getMessage(),
          "check the security properties in --kafka-config, and what its user is allowed",
          failure);
    }
    if (failure instanceof org.apache.kafka.common.config.ConfigException) {
      return new Trouble(
          dev.vireo.console.Exit.REFUSED,
          "The Kafka client properties are wrong: " + failure.getMessage(),
          "correct them in --kafka-config",
          failure);
    }
    Throwable cause =
        failure instanceof KafkaException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return Trouble.unreachable(
        "Kafka at " + servers() + " did not answer, " + doing + ": " + cause.getMessage(),
        "see `./vireo status`; where Kafka asks for TLS or a login, give --kafka-config",
        failure);
  }
}
