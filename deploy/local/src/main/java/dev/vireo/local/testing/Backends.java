package dev.vireo.local.testing;

import dev.vireo.local.PostgresAdmin;

/** Where a test JVM's broker and database come from. Each starts when it is first asked for. */
interface Backends extends AutoCloseable {

  /** What Kafka clients bootstrap from. */
  String bootstrapServers();

  /** Who makes databases. */
  PostgresAdmin postgres();

  /** Stops what was started and removes its data. */
  @Override
  void close();
}
