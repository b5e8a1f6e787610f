package dev.vireo.ramcloud.meta;

import java.time.Duration;
import java.util.Map;

/**
 * How a master uses the cluster's catalog.
 *
 * @param kafka client properties, at least {@code bootstrap.servers}
 * @param topic {@code vireo.ramcloud.meta} unless a test wants its own
 * @param masterId unlike that of every other master
 * @param lease for how long a master may act on what it knows of tables after it last saw all that
 *     there was; a table that is dropped is gone after at most this
 * @param bound how long a change waits for Kafka
 */
public record MetaSettings(
    Map<String, String> kafka, String topic, String masterId, Duration lease, Duration bound) {

  public MetaSettings {
    kafka = Map.copyOf(kafka);
  }

  /** How often a master says that it lives. */
  Duration beat() {
    return lease.dividedBy(4);
  }
}
