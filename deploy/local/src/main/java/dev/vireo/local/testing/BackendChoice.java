package dev.vireo.local.testing;

/**
 * Which backends this test JVM uses, and why.
 *
 * @param reason one line for the log
 */
record BackendChoice(Kind kind, String reason) {

  enum Kind {
    EMBEDDED,
    CONTAINERS
  }

  static BackendChoice make() {
    return new BackendChoice(Kind.EMBEDDED, "embedded");
  }

  Backends open() {
    return new EmbeddedBackends();
  }
}
