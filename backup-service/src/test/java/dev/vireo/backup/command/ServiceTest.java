package dev.vireo.backup.command;

import dev.vireo.bus.Domain;
import dev.vireo.testing.BusTest;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the running service share: a bus to talk on, and a host behind a real sshd. */
abstract class ServiceTest extends BusTest {

  @TempDir @Nullable Path scratch;

  private @Nullable SshMachine machine;

  ServiceTest() {
    super(Domain.BACKUP);
  }

  @BeforeEach
  void connect() throws Exception {
    machine = SshMachine.start(folder("host"));
    machine.register(bus(), credentials());
  }

  @AfterEach
  void leave() throws Exception {
    if (machine != null) {
      machine.close();
    }
  }

  SshMachine host() {
    return Objects.requireNonNull(machine, "before the test has begun");
  }

  /** A path under a folder of this test's own. */
  Path folder(String name) {
    return Objects.requireNonNull(scratch, "before the test has begun").resolve(name);
  }

  /** A name that no other test has. */
  static String unique(String beginning) {
    return beginning + "-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
