package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.backup.catalogue.Browsing;
import dev.vireo.backup.catalogue.FileView;
import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.projection.PointView;
import dev.vireo.bus.backup.BackupFailed;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.CheckDestination;
import dev.vireo.bus.backup.DefineBackupJob;
import dev.vireo.bus.backup.FilesRestored;
import dev.vireo.bus.backup.ImportDestination;
import dev.vireo.bus.backup.InitDestination;
import dev.vireo.bus.backup.PruneRestorePoints;
import dev.vireo.bus.backup.RebuildProjections;
import dev.vireo.bus.backup.RehearseRestore;
import dev.vireo.bus.backup.RestoreFiles;
import dev.vireo.bus.backup.RestorePoint;
import dev.vireo.bus.backup.RestorePointImported;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandRejected;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a folder of a host to a destination and back; what came of it is seen by other programs. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class BackupAndRestoreTest extends ServiceTest {

  @Inject BackupStore store;
  @Inject Browsing browsing;

  private BackupChain chain;

  @BeforeEach
  void begin() throws Exception {
    chain = BackupChain.start(bus(), host(), folder("chain"), credentials());
  }

  @Test
  void what_was_backed_up_comes_back_byte_for_byte() throws Exception {
    RestorePoint point = chain.run();
    assertThat(point.files()).isEqualTo(5);
    assertThat(point.muchSmaller()).isFalse();
    assertThat(chain.snapshots()).isEqualTo(2);

    Path elsewhere = chain.folder().resolve("elsewhere");
    bus().succeeds(restore(point, elsewhere, List.of(), false));
    BackupChain.same(chain.tree(), elsewhere);
    assertThat(store.point("point", point.point()).state()).isEqualTo("VERIFIED");
    assertThat(chain.folder().toFile().list()).noneMatch(name -> name.contains("restore"));

    assertThat(browsing.folder(point.point(), "etc", 10))
        .extracting(FileView::path)
        .containsExactlyInAnyOrder("etc/deep", "etc/empty", "etc/hosts");
    assertThat(browsing.findInJob(chain.job(), "*.img", 10))
        .extracting(FileView::path)
        .containsExactlyInAnyOrder("disk.img", "disk-too.img");
    assertThat(browsing.find(point.point(), "etc/host?", 10)).hasSize(1);

    PointView before = store.point("point", point.point());
    bus().succeeds(new RebuildProjections("test"));
    assertThat(store.point("point", point.point())).isEqualTo(before);
    assertThat(store.points(chain.job())).containsExactly(before);
  }

  @Test
  void a_file_that_was_destroyed_is_put_back_and_one_that_is_there_is_not_touched()
      throws Exception {
    RestorePoint point = chain.run();
    Files.delete(chain.tree().resolve("etc/hosts"));
    chain.write("etc/empty", "written since");
    assertThat(bus().rejected(bus().give(restore(point, chain.tree(), List.of(), false))).field())
        .as("a whole folder is not written over")
        .isEqualTo("path");

    CommandRejected taken =
        bus()
            .rejected(
                bus().give(restore(point, chain.tree(), List.of("etc/hosts", "etc/empty"), false)));
    assertThat(taken.message()).contains("etc/empty").contains("--replace");
    assertThat(chain.tree().resolve("etc/hosts")).doesNotExist();

    bus().succeeds(restore(point, chain.tree(), List.of("etc/hosts"), false));
    assertThat(chain.tree().resolve("etc/hosts")).hasContent("127.0.0.1 localhost\n");
    assertThat(chain.tree().resolve("etc/empty")).hasContent("written since");

    String replacing = bus().give(restore(point, chain.tree(), List.of("etc/empty"), true));
    bus().succeeded(replacing);
    FilesRestored restored = bus().told(FilesRestored.class, replacing).getFirst();
    assertThat(chain.tree().resolve("etc/empty")).isEmptyFile();
    assertThat(restored.kept()).hasSize(1);
    assertThat(Path.of(restored.kept().getFirst())).hasContent("written since");
  }

  @Tag("long")
  @Test
  void a_whole_folder_is_not_written_over_and_stays_under_another_name_where_it_may_be()
      throws Exception {
    RestorePoint point = chain.run();
    Path before = chain.folder().resolve("before");
    BackupChain.printed(chain.folder(), "cp", "-a", chain.tree().toString(), before.toString());
    chain.noise("disk.img", 1000, 7);

    assertThat(bus().rejected(bus().give(restore(point, chain.tree(), List.of(), false))).field())
        .isEqualTo("path");
    String replacing = bus().give(restore(point, chain.tree(), List.of(), true));
    bus().succeeded(replacing);
    BackupChain.same(before, chain.tree());
    String kept = bus().told(FilesRestored.class, replacing).getFirst().kept().getFirst();
    assertThat(Path.of(kept).resolve("disk.img")).hasSize(1000);
  }

  @Test
  void a_source_that_is_missing_or_empty_fails_and_makes_no_restore_point() throws Exception {
    chain.run();
    BackupChain.printed(chain.folder(), "mv", "tree", "gone");
    assertThat(cause()).isEqualTo(BackupFailureCause.SOURCE_MISSING);
    Files.createDirectory(chain.tree());
    assertThat(cause()).isEqualTo(BackupFailureCause.SOURCE_EMPTY);
    Files.createDirectory(chain.tree().resolve("lost+found"));
    assertThat(cause()).isEqualTo(BackupFailureCause.SOURCE_EMPTY);
    assertThat(store.points(chain.job())).hasSize(1);
    assertThat(chain.snapshots()).isEqualTo(2);
  }

  @Test
  void a_point_much_smaller_than_the_last_holds_removal_back() throws Exception {
    chain.run();
    chain.write("etc/hosts", "changed");
    chain.run();
    Files.delete(chain.tree().resolve("disk.img"));
    Files.delete(chain.tree().resolve("disk-too.img"));
    assertThat(chain.run().muchSmaller()).isTrue();
    bus().succeeds(chain.defineJob(null, "last=1", null));
    assertThat(bus().succeeds(new PruneRestorePoints(chain.job(), false)))
        .containsEntry("expired", "0")
        .containsEntry("heldBack", "true");
  }

  @Tag("long")
  @Test
  void a_point_much_smaller_than_the_last_holds_removal_back_until_it_is_accepted()
      throws Exception {
    RestorePoint first = chain.run();
    chain.write("etc/hosts", "changed");
    chain.run();
    Files.delete(chain.tree().resolve("disk.img"));
    Files.delete(chain.tree().resolve("disk-too.img"));
    RestorePoint small = chain.run();
    assertThat(small.muchSmaller()).isTrue();

    bus().succeeds(chain.defineJob(null, "last=1", null));
    assertThat(bus().succeeds(new PruneRestorePoints(chain.job(), false)))
        .containsEntry("expired", "0")
        .containsEntry("heldBack", "true");
    assertThat(store.points(chain.job())).hasSize(3);
    bus().succeeds(new PruneRestorePoints(chain.job(), true));
    assertThat(store.points(chain.job()))
        .extracting(PointView::point)
        .containsExactly(small.point());
    assertThat(chain.snapshots()).isEqualTo(2);
    assertThat(bus().rejected(bus().give(restore(first, folder("x"), List.of(), false))).message())
        .contains("removed");
  }

  @Tag("long")
  @Test
  void a_damaged_pack_is_found_by_reading_and_names_the_points_that_it_hurts() throws Exception {
    RestorePoint sound = chain.run();
    chain.noise("new.img", 3 << 20, 9);
    RestorePoint hurt = chain.run();
    assertThat(bus().succeeds(new RehearseRestore(hurt.point(), null, null)))
        .containsEntry("by", "READ");
    assertThat(store.point("point", hurt.point()).state()).isEqualTo("VERIFIED");

    Damage.ofWhatOnlyTheLastNeeds(chain, sound, hurt);
    CommandFailed failed = bus().fails(new CheckDestination(chain.destination(), true));
    assertThat(failed.result().get("hurt")).isEqualTo(hurt.point());
    assertThat(store.point("point", hurt.point()).state()).isEqualTo("DAMAGED");
    assertThat(store.point("point", sound.point()).state()).isEqualTo("UNVERIFIED");
    assertThat(bus().fails(new RehearseRestore(hurt.point(), null, null)).result())
        .containsEntry("cause", "DESTINATION_DAMAGED");
    bus().succeeds(new RehearseRestore(sound.point(), host().name(), folder("").toString()));
  }

  @Tag("long")
  @Test
  void the_catalogue_comes_back_from_the_destination_alone() throws Exception {
    RestorePoint first = chain.run();
    chain.write("etc/hosts", "changed");
    RestorePoint second = chain.run();
    String again = chain.destination() + "-again";
    bus().succeeds(chain.define(again, chain.repository().toString(), "password"));
    String importing = bus().give(new ImportDestination(again));
    assertThat(bus().succeeded(importing)).containsEntry("points", "2");
    assertThat(bus().told(RestorePointImported.class, importing))
        .extracting(RestorePointImported::restorePoint)
        .extracting(RestorePoint::point, RestorePoint::at, RestorePoint::files)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(first.point(), first.at(), first.files()),
            org.assertj.core.groups.Tuple.tuple(second.point(), second.at(), second.files()));
    assertThat(store.point("point", first.point()).destination()).isEqualTo(again);
  }

  @Test
  void a_repository_that_is_there_is_neither_made_anew_nor_opened_with_another_password()
      throws Exception {
    CommandRejected there = bus().rejected(bus().give(new InitDestination(chain.destination())));
    assertThat(there.message()).contains("ImportDestination");
    String other = chain.destination() + "-other";
    bus().succeeds(chain.define(other, chain.repository().toString(), "other"));
    assertThat(bus().rejected(bus().give(new InitDestination(other))).message())
        .contains("somebody else's");
    assertThat(bus().fails(new ImportDestination(other)).result())
        .containsEntry("cause", "WRONG_PASSWORD");
    String nowhere = chain.destination() + "-nowhere";
    bus().succeeds(chain.define(nowhere, folder("nowhere").toString(), "password"));
    assertThat(bus().fails(new ImportDestination(nowhere)).result())
        .containsEntry("cause", "NO_REPOSITORY");
  }

  @Test
  void a_destination_behind_a_real_ssh_server_is_made_and_written_to() throws Exception {
    farPoint();
    assertThat(folder("far").resolve("config")).exists();
  }

  @Tag("long")
  @Test
  void a_destination_behind_a_real_ssh_server_is_restored_from_and_checked() throws Exception {
    RestorePoint point = farPoint();
    Path elsewhere = chain.folder().resolve("elsewhere");
    bus().succeeds(restore(point, elsewhere, List.of(), false));
    BackupChain.same(chain.tree(), elsewhere);
    bus().succeeds(new CheckDestination(point.destination(), true));
  }

  private RestorePoint farPoint() throws Exception {
    String far = chain.destination() + "-far";
    bus().succeeds(chain.defineBehindSsh(far, folder("far")));
    bus().succeeds(new InitDestination(far));
    DefineBackupJob job = chain.defineJob(null, null, null);
    bus()
        .succeeds(
            new DefineBackupJob(
                job.job() + "-far",
                far,
                job.source(),
                null,
                null,
                null,
                null,
                null,
                1,
                null,
                null,
                null,
                null));
    return chain.run(job.job() + "-far");
  }

  private BackupFailureCause cause() throws InterruptedException {
    String run = bus().give(new RunBackup(chain.job(), null));
    bus().failed(run);
    return bus().told(BackupFailed.class, run).getFirst().cause();
  }

  private RestoreFiles restore(RestorePoint point, Path to, List<String> include, boolean replace) {
    return new RestoreFiles(point.point(), host().name(), to.toString(), include, replace);
  }
}
