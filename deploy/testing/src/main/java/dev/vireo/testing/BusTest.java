package dev.vireo.testing;

import dev.vireo.bus.Domain;
import java.nio.file.Path;
import java.util.Objects;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What tests of a service share that runs inside them, on a {@link ServicePlatform}: a bus to talk
 * on, for each test anew.
 */
public abstract class BusTest {

  private final Domain domain;
  private @Nullable Conversation conversation;

  /** Talks to the service of this domain. */
  protected BusTest(Domain domain) {
    this.domain = domain;
  }

  /** Before whatever the test's own class does. */
  @BeforeEach
  public void takeUpTheConversation() throws InterruptedException {
    conversation = new Conversation(configured("kafka.bootstrap.servers"), domain);
  }

  /** After whatever the test's own class does. */
  @AfterEach
  public void endTheConversation() throws InterruptedException {
    bus().close();
  }

  /** Talks to the service. */
  protected Conversation bus() {
    return Objects.requireNonNull(conversation, "before the test has begun");
  }

  /** Where credentials are. */
  protected static Path credentials() {
    return Path.of(configured("vireo.credentials-dir"));
  }

  /** The hosts' keys. */
  protected static Path knownHosts() {
    return Path.of(configured("vireo.known-hosts"));
  }

  /** What the service is told. */
  protected static String configured(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }
}
