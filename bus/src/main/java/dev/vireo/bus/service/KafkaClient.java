package dev.vireo.bus.service;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;

/** How Kafka is reached: the {@code kafka.*} configuration, security included. */
@ApplicationScoped
public class KafkaClient {

  private final Map<String, String> properties = new TreeMap<>();

  KafkaClient(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    kafka.forEach((name, value) -> properties.put(name, String.valueOf(value)));
  }

  /** Client properties, at least {@code bootstrap.servers}. */
  public Map<String, String> properties() {
    return Map.copyOf(properties);
  }

  /** The brokers to begin with. */
  public String bootstrap() {
    return properties.getOrDefault("bootstrap.servers", "(none)");
  }
}
