package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.backup.projection.BackupStore;
import dev.vireo.bus.backup.BackupCompleted;
import dev.vireo.bus.backup.BackupFailed;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.BackupStarted;
import dev.vireo.bus.backup.CancelBackup;
import dev.vireo.bus.backup.CheckDestination;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.testing.Conversation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A run whose connection, program or patience ends in the middle; each named for its fault. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class FaultsTest extends ServiceTest {

  /** Slow enough that a run of the tree takes several seconds. */
  private static final int SLOW_KIB = 2048;

  @Inject BackupStore store;

  private BackupChain chain;

  @BeforeEach
  void begin() throws Exception {
    chain = BackupChain.start(bus(), host(), folder("chain"), credentials());
    chain.noise("more.img", 8 << 20, 3);
    bus().succeeds(chain.defineJob(null, null, SLOW_KIB));
  }

  @Test
  void a_host_that_is_lost_in_the_middle_leaves_no_restore_point_and_the_next_run_makes_one()
      throws Exception {
    String run = underWay();
    host().kill();
    assertThat(bus().failed(run).result().get("cause")).isIn("CONNECTION_LOST", "HOST_UNREACHABLE");
    BackupFailed failed = bus().told(BackupFailed.class, run).getFirst();
    assertThat(failed.attempts()).isEqualTo(2);
    assertThat(store.points(chain.job())).isEmpty();
    assertThat(chain.snapshots())
        .as("restic was stopped, and took no end of input for one")
        .isZero();
    nobodyIsLockedOut();

    host().restart();
    bus().succeeds(chain.defineJob(null, null, null));
    chain.run();
    bus().succeeds(new CheckDestination(chain.destination(), true));
  }

  @Tag("long")
  @Test
  void a_connection_that_is_killed_in_the_middle_is_made_again_and_the_run_ends_well()
      throws Exception {
    String run = underWay();
    host().killConnections();
    bus().succeeded(run);
    assertThat(bus().told(BackupCompleted.class, run).getFirst().attempts()).isEqualTo(2);
    assertThat(chain.snapshots()).isEqualTo(2);
    bus().succeeds(new CheckDestination(chain.destination(), true));
  }

  @Test
  void a_restic_that_is_killed_is_tried_again_and_leaves_no_lock_for_ever() throws Exception {
    String run = underWay();
    ProcessHandle restic = restic();
    restic.destroyForcibly();
    bus().succeeded(run);
    BackupCompleted completed = bus().told(BackupCompleted.class, run).getFirst();
    assertThat(completed.attempts()).isEqualTo(2);
    assertThat(chain.restic("list", "locks", "--no-lock"))
        .as("its owner is known to be gone, so its lock was removed")
        .isBlank();
    bus().succeeds(new CheckDestination(chain.destination(), true));
    assertThat(store.points(chain.job())).hasSize(1);
  }

  @Test
  void a_run_that_is_cancelled_ends_at_once_and_leaves_neither_point_nor_lock_nor_program()
      throws Exception {
    String run = underWay();
    bus().succeeds(new CancelBackup(chain.job()));
    assertThat(bus().failed(run).result()).containsEntry("cause", "CANCELLED");
    assertThat(bus().told(BackupFailed.class, run))
        .extracting(BackupFailed::cause)
        .containsExactly(BackupFailureCause.CANCELLED);
    assertThat(chain.snapshots()).isZero();
    nobodyIsLockedOut();
    Conversation.until("the host's tar gone", () -> host().programs().isEmpty());
    assertThat(bus().rejected(bus().give(new CancelBackup(chain.job()))).field()).isEqualTo("job");
  }

  /** restic that is stopped while it takes its lock leaves it; whoever works alone removes it. */
  private void nobodyIsLockedOut() throws Exception {
    bus().succeeds(new CheckDestination(chain.destination(), false));
    assertThat(chain.restic("list", "locks", "--no-lock")).isBlank();
  }

  /** Gives a run, and waits until data of it is on its way. */
  private String underWay() throws InterruptedException {
    String run = bus().give(new RunBackup(chain.job(), null));
    Conversation.until(
        "the run of " + chain.job(), () -> !bus().told(BackupStarted.class, run).isEmpty());
    Conversation.until("tar on the host", () -> !host().programs().isEmpty() && storing());
    return run;
  }

  /** The restic that stores for this test, among our own children. */
  private ProcessHandle restic() {
    return ours().getFirst();
  }

  private boolean storing() {
    return !ours().isEmpty();
  }

  private static List<ProcessHandle> ours() {
    return ProcessHandle.current()
        .children()
        .filter(p -> p.info().arguments().filter(a -> List.of(a).contains("data.tar")).isPresent())
        .toList();
  }
}
