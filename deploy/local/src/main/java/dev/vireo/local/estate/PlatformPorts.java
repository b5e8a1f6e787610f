package dev.vireo.local.estate;

/**
 * What the platform process says when it takes requests.
 *
 * @param pid the platform's process, to tell a fresh file from a stale one
 * @param kafka what clients bootstrap from, {@code host:port}
 * @param postgres where the database is
 */
public record PlatformPorts(long pid, String kafka, Postgres postgres) {

  /** Where the database is; who may log in and how is not told here. */
  public record Postgres(String host, int port, String database) {}

  /** The broker's port. */
  int kafkaPort() {
    return Integer.parseInt(kafka.substring(kafka.lastIndexOf(':') + 1));
  }
}
