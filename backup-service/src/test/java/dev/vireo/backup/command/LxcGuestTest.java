package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.backup.catalogue.Browsing;
import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.projection.PointView;
import dev.vireo.bus.backup.BackupFailed;
import dev.vireo.bus.backup.BackupLeftoverRemoved;
import dev.vireo.bus.backup.BackupStarted;
import dev.vireo.bus.backup.CancelBackup;
import dev.vireo.bus.backup.DefineBackupJob;
import dev.vireo.bus.backup.GuestMode;
import dev.vireo.bus.backup.RehearseRestore;
import dev.vireo.bus.backup.RestoreGuest;
import dev.vireo.bus.backup.RestorePoint;
import dev.vireo.bus.backup.RestoreVerified;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.bus.backup.SweepBackupLeftovers;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.testing.Conversation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Containers of plain LXC for real: this machine's own kernel, its own {@code lxc-*} and sshd, the
 * real restic. What is true of them is asked of LXC by the test itself.
 */
@Tag("long")
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class LxcGuestTest extends ServiceTest {

  @Inject BackupStore store;
  @Inject Browsing browsing;

  private BackupChain chain;
  private @Nullable LxcBox box;

  @BeforeEach
  void begin() throws Exception {
    box = LxcBox.start(folder("lxc"));
    host().register(bus(), credentials(), Map.of("lxcpath", box.folder().toString()));
    chain = BackupChain.start(bus(), host(), folder("chain"), credentials());
  }

  @AfterEach
  void end() throws Exception {
    if (box != null) {
      box.close();
    }
  }

  private LxcBox lxc() {
    return Objects.requireNonNull(box, "before the test has begun");
  }

  private String source() {
    return "container:" + host().name() + ":web";
  }

  private DefineBackupJob job(String source, GuestMode mode, @Nullable Integer uploadKiB) {
    return chain.defineGuests(source, mode, uploadKiB, null, null);
  }

  private RestorePoint taken(GuestMode mode) throws Exception {
    bus().succeeds(job(source(), mode, null));
    return chain.run();
  }

  @Test
  void a_container_is_backed_up_in_each_mode_and_runs_on_as_before() throws Exception {
    for (GuestMode mode : List.of(GuestMode.SUSPEND, GuestMode.STOP, GuestMode.LIVE)) {
      RestorePoint point = taken(mode);
      assertThat(Objects.requireNonNull(point.guest()).mode()).isEqualTo(mode);
      assertThat(lxc().state("web")).isEqualTo("RUNNING");
      assertThat(lxc().folder().resolve("web/.vireo-held")).doesNotExist();
    }
    lxc().freeze("web");
    taken(GuestMode.SUSPEND);
    assertThat(lxc().state("web")).as("it is left as it was found").isEqualTo("FROZEN");
  }

  @Test
  void a_container_comes_back_under_another_name_byte_for_byte_and_runs() throws Exception {
    RestorePoint point = taken(GuestMode.SUSPEND);
    assertThat(browsing.folder(point.point(), "rootfs/srv", 10))
        .extracting(f -> f.path())
        .containsExactly("rootfs/srv/page");
    CommandFailed taken = bus().fails(new RestoreGuest(point.point(), null, "web", null));
    assertThat(taken.message()).contains("a container web already");

    Files.writeString(lxc().file("web", "srv/page"), "written since");
    bus().succeeds(new RestoreGuest(point.point(), null, "web-2", null));
    assertThat(lxc().file("web-2", "srv/page")).hasContent("what was there");
    assertThat(Files.getAttribute(lxc().file("web-2", "srv/page"), "unix:uid")).isEqualTo(33);
    assertThat(lxc().state("web-2")).isEqualTo("STOPPED");
    assertThat(Files.readString(lxc().folder().resolve("web-2/config")))
        .contains("lxc.uts.name = web-2", "lxc.start.auto = 0")
        .doesNotContain("lxc.start.auto = 1");
    lxc().begin("web-2");
    assertThat(lxc().state("web-2")).isEqualTo("RUNNING");
    assertThat(lxc().file("web", "srv/page")).hasContent("written since");
    assertThat(store.point("point", point.point()).state()).isEqualTo("VERIFIED");
  }

  @Test
  void files_of_a_container_are_put_back_like_those_of_a_folder() throws Exception {
    RestorePoint point = taken(GuestMode.SUSPEND);
    Path elsewhere = folder("elsewhere");
    bus()
        .succeeds(
            new dev.vireo.bus.backup.RestoreFiles(
                point.point(), host().name(), elsewhere.toString(), List.of("rootfs/srv"), false));
    assertThat(elsewhere.resolve("rootfs/srv/page")).hasContent("what was there");
  }

  @Test
  void a_rehearsal_starts_a_container_and_destroys_it_and_finds_one_that_does_not_start()
      throws Exception {
    RestorePoint good = taken(GuestMode.SUSPEND);
    String rehearsal = bus().give(new RehearseRestore(good.point(), host().name(), null));
    bus().succeeded(rehearsal);
    assertThat(bus().told(RestoreVerified.class, rehearsal).getFirst().started()).isTrue();
    assertThat(lxc().names()).containsExactly("web");

    Files.delete(lxc().file("web", "sbin/init"));
    Files.writeString(lxc().file("web", "sbin/init"), "#!/bin/sh\nexit 3\n");
    Files.setPosixFilePermissions(
        lxc().file("web", "sbin/init"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    RestorePoint dead = taken(GuestMode.LIVE);
    CommandFailed failed = bus().fails(new RehearseRestore(dead.point(), host().name(), null));
    assertThat(failed.result()).containsEntry("cause", "NOT_VERIFIED");
    assertThat(lxc().names()).containsExactly("web");
    assertThat(store.point("point", dead.point()).state()).isEqualTo("UNVERIFIED");
  }

  @Test
  void a_container_whose_reading_is_cut_short_is_let_go_by_its_host_itself() throws Exception {
    LxcBox.run("dd", "if=/dev/urandom", "of=" + lxc().file("web", "srv/noise"), "bs=1M", "count=8");
    bus().succeeds(job(source(), GuestMode.SUSPEND, 1024));
    String run = bus().give(new RunBackup(chain.job(), null));
    Conversation.until("the container held", () -> frozen("web"));
    bus().succeeds(new CancelBackup(chain.job()));
    bus().failed(run);
    Conversation.until("the container let go", () -> !frozen("web"));
    assertThat(bus().told(BackupFailed.class, run)).hasSize(1);
  }

  @Test
  void a_container_whose_host_lost_all_that_held_it_is_let_go_by_the_next_run() throws Exception {
    LxcBox.run("dd", "if=/dev/urandom", "of=" + lxc().file("web", "srv/noise"), "bs=1M", "count=8");
    bus().succeeds(job(source(), GuestMode.SUSPEND, 1024));
    String lost = bus().give(new RunBackup(chain.job(), null));
    Conversation.until("the container held", () -> frozen("web"));
    host().kill();
    bus().failed(lost);
    assertThat(lxc().state("web")).isEqualTo("FROZEN");
    host().restart();
    bus().succeeds(job(source(), GuestMode.SUSPEND, null));
    String next = bus().give(new RunBackup(chain.job(), null));
    bus().succeeded(next);
    assertThat(bus().told(BackupLeftoverRemoved.class, next))
        .extracting(BackupLeftoverRemoved::guest)
        .containsExactly("web");
    assertThat(lxc().state("web")).isEqualTo("RUNNING");
    assertThat(lxc().folder().resolve("web/.vireo-held")).doesNotExist();
  }

  private boolean frozen(String container) {
    try {
      return lxc().state(container).equals("FROZEN");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_sweep_takes_away_what_is_ours_and_nothing_else() throws Exception {
    // As a reading leaves it whose shell was killed.
    lxc().freeze("web");
    Files.writeString(
        lxc().folder().resolve("web/.vireo-held"), "suspend 999999 999998 0badcafe\n");
    Files.createDirectories(lxc().folder().resolve(".vireo-restoring-half/rootfs"));
    Files.createDirectories(lxc().folder().resolve("vireo-rehearsal-0badcafe/rootfs"));
    Files.createDirectories(lxc().folder().resolve("somebody-elses/rootfs"));
    String sweep = bus().give(new SweepBackupLeftovers(host().name()));
    assertThat(bus().succeeded(sweep)).containsEntry("removed", "3");
    assertThat(bus().told(BackupLeftoverRemoved.class, sweep))
        .extracting(BackupLeftoverRemoved::guest)
        .containsExactlyInAnyOrder("web", "half", "vireo-rehearsal-0badcafe");
    assertThat(lxc().state("web")).isEqualTo("RUNNING");
    assertThat(lxc().names()).containsExactly("somebody-elses", "web");
    assertThat(bus().succeeds(new SweepBackupLeftovers(host().name())))
        .containsEntry("removed", "0");
  }

  @Test
  void a_selector_makes_a_point_of_each_guest_and_says_which_could_not_be_read() throws Exception {
    RestorePoint first = taken(GuestMode.LIVE);
    bus().succeeds(new RestoreGuest(first.point(), null, "web-2", null));
    Files.createDirectories(lxc().folder().resolve("broken"));
    Files.writeString(
        lxc().folder().resolve("broken/config"), "lxc.rootfs.path = lvm:/dev/vg/broken\n");
    String selected = "name=" + host().name() + " and guest~'web*' and kind=container";
    bus().succeeds(job("guest:" + selected, GuestMode.SUSPEND, null));
    String run = bus().give(new RunBackup(chain.job(), null));
    assertThat(bus().succeeded(run)).containsEntry("made", "2");
    assertThat(store.points(chain.job()))
        .extracting(PointView::source)
        .contains(source(), "container:" + host().name() + ":web-2");

    bus().succeeds(job("container:name=" + host().name(), GuestMode.SUSPEND, null));
    CommandFailed partly = bus().fails(new RunBackup(chain.job(), null));
    assertThat(partly.result()).containsEntry("made", "2").containsEntry("failed", "1");
    assertThat(partly.message()).contains("broken").contains("lvm:/dev/vg/broken");

    bus().succeeds(job("vm:name=" + host().name(), GuestMode.SUSPEND, null));
    String none = bus().give(new RunBackup(chain.job(), null));
    assertThat(bus().failed(none).result()).containsEntry("cause", "SOURCE_MISSING");
    assertThat(bus().told(BackupStarted.class, none)).hasSize(1);
  }
}
