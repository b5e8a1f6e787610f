package dev.vireo.backup.command;

import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the running service share: a bus to talk on, and a host behind a real sshd. */
abstract class ServiceTest {

  @TempDir @Nullable Path scratch;

  private @Nullable Conversation conversation;
  private @Nullable SshMachine machine;

  @BeforeEach
  void connect() throws Exception {
    conversation = new Conversation(configured("kafka.bootstrap.servers"));
    machine = SshMachine.start(folder("host"));
    machine.register(bus(), credentials());
  }

  @AfterEach
  void leave() throws Exception {
    if (machine != null) {
      machine.close();
    }
    bus().close();
  }

  Conversation bus() {
    return Objects.requireNonNull(conversation, "before the test has begun");
  }

  SshMachine host() {
    return Objects.requireNonNull(machine, "before the test has begun");
  }

  /** A path under a folder of this test's own. */
  Path folder(String name) {
    return Objects.requireNonNull(scratch, "before the test has begun").resolve(name);
  }

  static Path credentials() {
    return Path.of(configured("vireo.credentials-dir"));
  }

  static String configured(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }

  /** A name that no other test has. */
  static String unique(String beginning) {
    return beginning + "-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
