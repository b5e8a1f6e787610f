package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.backup.projection.BackupStore;
import dev.vireo.bus.backup.CheckDestination;
import dev.vireo.bus.backup.DestinationRepaired;
import dev.vireo.bus.backup.RepairDestination;
import dev.vireo.bus.backup.RestoreFiles;
import dev.vireo.bus.backup.RestorePoint;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A destination with a flipped byte, and what becomes of it. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class RepairTest extends ServiceTest {

  @Inject BackupStore store;

  private BackupChain chain;
  private RestorePoint sound;
  private RestorePoint hurt;

  @BeforeEach
  void damage() throws Exception {
    chain = BackupChain.start(bus(), host(), folder("chain"), credentials());
    sound = chain.run();
    chain.noise("new.img", 3 << 20, 9);
    hurt = chain.run();
    Damage.ofWhatOnlyTheLastNeeds(chain, sound, hurt);
  }

  @Test
  void what_the_source_still_has_makes_the_points_whole_that_a_damaged_pack_hurt()
      throws Exception {
    String repairing = bus().give(new RepairDestination(chain.destination()));
    assertThat(bus().succeeded(repairing))
        .containsEntry("mended", hurt.point())
        .containsEntry("hurt", "")
        .containsEntry("sound", "true");
    DestinationRepaired told = bus().told(DestinationRepaired.class, repairing).getFirst();
    assertThat(told.removed()).hasSize(1);
    assertThat(told.ran()).containsExactly(chain.job());
    assertThat(store.point("point", hurt.point()).state()).isEqualTo("VERIFIED");
    assertThat(store.destination("destination", chain.destination()).sound()).isTrue();

    Path elsewhere = folder("elsewhere");
    bus()
        .succeeds(
            new RestoreFiles(hurt.point(), host().name(), elsewhere.toString(), List.of(), false));
    BackupChain.same(chain.tree(), elsewhere);
    assertThat(bus().succeeds(new RepairDestination(chain.destination())))
        .as("there is nothing to mend")
        .doesNotContainKey("mended");
  }

  @Tag("long")
  @Test
  void what_nobody_has_any_more_stays_hurt_and_is_named_and_the_others_stay_whole()
      throws Exception {
    Files.delete(chain.tree().resolve("new.img"));
    String repairing = bus().give(new RepairDestination(chain.destination()));
    assertThat(bus().failed(repairing).result())
        .containsEntry("hurt", hurt.point())
        .containsEntry("mended", "")
        .containsEntry("sound", "false");
    assertThat(bus().told(DestinationRepaired.class, repairing).getFirst().why())
        .singleElement()
        .asString()
        .contains(hurt.point());
    assertThat(store.point("point", hurt.point()).state()).isEqualTo("DAMAGED");
    bus()
        .succeeds(
            new RestoreFiles(
                sound.point(), host().name(), folder("elsewhere").toString(), List.of(), false));
  }

  @Tag("long")
  @Test
  void a_run_to_a_destination_that_was_found_damaged_says_so_in_its_point() throws Exception {
    bus().fails(new CheckDestination(chain.destination(), true));
    assertThat(chain.run().warnings()).first().asString().contains("vireo backup repair");
  }
}
