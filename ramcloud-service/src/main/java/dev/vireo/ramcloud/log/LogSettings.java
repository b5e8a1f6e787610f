package dev.vireo.ramcloud.log;

import dev.vireo.ramcloud.store.KeySlot;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How a master uses the log.
 *
 * @param kafka client properties, at least {@code bootstrap.servers}
 * @param topic the log; {@code vireo.ramcloud.log} unless a test wants its own
 * @param group the masters' group
 * @param tablets partitions of the log, where it is to be made
 * @param lease for how long reads are answered after an append; a new owner waits a tenth longer
 * @param sessionTimeout after which a silent master counts as dead; Kafka's {@code
 *     group.min.session.timeout.ms} is the least
 * @param writeBound how long a write waits for Kafka before it is answered as unknown
 * @param compactionLag how old a record is at least before Kafka may compact it away
 * @param pendingBytes how much may be on its way to Kafka before no more writes are taken
 * @param skipDamaged whether a tablet is served although records of its log cannot be read
 * @param masterId unlike that of every other master
 * @param host where clients reach this master
 * @param port where clients reach this master
 */
public record LogSettings(
    Map<String, String> kafka,
    String topic,
    String group,
    int tablets,
    Duration lease,
    Duration sessionTimeout,
    Duration writeBound,
    Duration compactionLag,
    long pendingBytes,
    boolean skipDamaged,
    String masterId,
    String host,
    int port) {

  public LogSettings {
    kafka = Map.copyOf(kafka);
    Objects.requireNonNull(masterId);
    if (tablets < 1 || tablets > KeySlot.SLOTS) {
      throw new IllegalArgumentException("a log of " + tablets + " tablets");
    }
  }

  /** The cluster's catalog, which goes with the log. */
  public String metaTopic() {
    return beside("meta");
  }

  /** The commits over several tablets, which go with the log. */
  public String commitsTopic() {
    return beside("commits");
  }

  private String beside(String what) {
    return topic.endsWith(".log")
        ? topic.substring(0, topic.length() - "log".length()) + what
        : topic + "-" + what;
  }

  /**
   * How the commits are to be kept, where they are made: for ever, as far as Kafka goes. Masters
   * cut off what is over.
   */
  public Map<String, String> commitsConfiguration() {
    return Map.of(
        "cleanup.policy",
        "delete",
        "retention.ms",
        "-1",
        "retention.bytes",
        "-1",
        "max.message.bytes",
        Integer.toString(RecordFormat.MAX_RECORD),
        "unclean.leader.election.enable",
        "false",
        "segment.bytes",
        Integer.toString(64 << 20));
  }

  /** How the log is to be kept, where it is made. */
  Map<String, String> topicConfiguration() {
    return Map.of(
        "cleanup.policy",
        "compact",
        "min.compaction.lag.ms",
        Long.toString(compactionLag.toMillis()),
        "max.message.bytes",
        Integer.toString(RecordFormat.MAX_RECORD),
        "unclean.leader.election.enable",
        "false",
        // Only closed segments are compacted.
        "segment.bytes",
        Integer.toString(64 << 20));
  }

  long leaseNanos() {
    return lease.toNanos();
  }

  /** Longer than the lease by more than two clocks differ in their rates. */
  long waitNanos() {
    return lease.toNanos() + lease.toNanos() / 10;
  }
}
