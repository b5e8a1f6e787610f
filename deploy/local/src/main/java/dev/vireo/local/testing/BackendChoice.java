package dev.vireo.local.testing;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which backends a test JVM uses, and why.
 *
 * @param reason for the log, in one line
 */
record BackendChoice(Kind kind, String reason) {

  /** System property that asks for one kind: {@code embedded} or {@code containers}. */
  static final String ASKED = "vireo.backends";

  /** System property of the long test run, which tries for containers. */
  static final String LONG = "vireo.long";

  enum Kind {
    /** The broker in this JVM, the database as its child. */
    EMBEDDED,
    /** Three brokers and a database under a container engine. */
    CONTAINERS
  }

  /** For this JVM. */
  static BackendChoice make() {
    return decide(
        System.getProperty(ASKED, ""), Boolean.getBoolean(LONG), ContainerEngine::obstacle);
  }

  /**
   * Containers where they are asked for, by name or by the long run, and can be had; else embedded.
   *
   * @param obstacle what keeps containers from being used, if anything; asked only where it matters
   */
  static BackendChoice decide(String asked, boolean longRun, Supplier<Optional<String>> obstacle) {
    return switch (asked) {
      case "embedded" -> new BackendChoice(Kind.EMBEDDED, "embedded, as " + ASKED + " asks");
      case "containers" -> containersUnless(obstacle.get(), ASKED + " asks for containers");
      case "" ->
          longRun
              ? containersUnless(obstacle.get(), "the long run prefers containers")
              : new BackendChoice(Kind.EMBEDDED, "embedded, as in every short run");
      default ->
          throw new IllegalArgumentException(
              ASKED + " is embedded or containers, not '" + asked + "'");
    };
  }

  Backends open() {
    return switch (kind) {
      case EMBEDDED -> new EmbeddedBackends();
      case CONTAINERS -> Containers.open();
    };
  }

  /** Loaded only where containers were chosen: it takes Testcontainers on the class path. */
  private static final class Containers {
    static Backends open() {
      return new ContainerBackends();
    }
  }

  private static BackendChoice containersUnless(Optional<String> obstacle, String why) {
    return obstacle
        .map(seen -> new BackendChoice(Kind.EMBEDDED, "embedded; " + why + ", but " + seen))
        .orElseGet(() -> new BackendChoice(Kind.CONTAINERS, "containers; " + why));
  }
}
