package dev.vireo.ramcloud.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** {@code vireo.ramcloud.*}. */
@ConfigMapping(prefix = "vireo.ramcloud")
public interface RamcloudConfig {

  /** Where RESP listens. */
  @WithDefault("127.0.0.1")
  String host();

  /** Where RESP listens; 0 for any free port. */
  @WithDefault("6380")
  int port();

  /** Where other clients and masters are told to find this one; without it, where it listens. */
  Optional<String> announcedHost();

  /** Who may log in: a file in the form of Redis's ACL files; without it, everybody. */
  Optional<Path> users();

  /** PEM file with the certificate that clients are shown; needs {@link #tlsKey()}. */
  Optional<Path> tlsCertificate();

  /** PEM file with the certificate's key, in PKCS#8. */
  Optional<Path> tlsKey();

  /**
   * Who other masters let this one in as, where users are set up: a user of theirs that may run
   * {@code RC.INDEX} and read all tables.
   */
  Optional<String> peerUser();

  /** File with that user's password; needs {@link #peerUser()}. */
  Optional<Path> peerPasswordFile();

  /**
   * PEM file with the certificates that other masters' are held against; without it, only this
   * one's own certificate is trusted.
   */
  Optional<Path> peerTrust();

  /**
   * How many event loops serve, each with objects of its own: each is a master to clients and to
   * the group, on a port of its own, from {@link #port()} on.
   */
  @WithDefault("1")
  int cores();

  /**
   * Memory for objects, in bytes, of all cores together. What is more is refused; nothing is
   * evicted.
   */
  @WithDefault("268435456")
  long memory();

  /** The log. */
  @WithDefault("vireo.ramcloud.log")
  String topic();

  /** The masters' group. */
  @WithDefault("vireo-ramcloud")
  String group();

  /** How many tablets the log gets where it is made; fixed from then on. */
  @WithDefault("16")
  int tablets();

  /** For how long reads are answered after an append that Kafka acknowledged. */
  @WithDefault("500ms")
  Duration lease();

  /**
   * After which silence a master counts as dead. Kafka refuses less than its {@code
   * group.min.session.timeout.ms}, 6 s unless it is lowered.
   */
  @WithDefault("6s")
  Duration sessionTimeout();

  /** How long a write waits for Kafka. */
  @WithDefault("5s")
  Duration writeBound();

  /** How old a record is at least before Kafka compacts it; at least ten minutes. */
  @WithDefault("24h")
  Duration compactionLag();

  /** Bytes on their way to Kafka, above which no write is taken. */
  @WithDefault("16777216")
  long pendingBytes();

  /** Whether a tablet is served although records of its log are damaged. */
  @WithDefault("false")
  boolean skipDamaged();

  /** Whether the event loop asks again at once instead of sleeping. */
  @WithDefault("false")
  boolean busyPoll();

  /** Connections of clients, at most. */
  @WithDefault("10000")
  int maxConnections();

  /** A client that leaves so many bytes of replies unread is cut off. */
  @WithDefault("67108864")
  int outputBytes();

  /** A client that reads nothing for so long while a reply waits for it is cut off. */
  @WithDefault("60s")
  Duration slowClient();

  /** A client that says nothing for so long is closed; 0: never. */
  @WithDefault("0s")
  Duration idle();
}
