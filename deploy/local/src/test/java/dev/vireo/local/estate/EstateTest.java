package dev.vireo.local.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.local.LocalPlatformException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EstateTest {

  private static final OptionalInt AS_BEFORE = OptionalInt.empty();

  /** What only costs time to make again: unpacked once for all tests of the class. */
  @TempDir static Path cache;

  @TempDir Path folder;

  private Path checkout;
  private Home home;
  private Estate estate;
  private final StringWriter said = new StringWriter();

  @BeforeEach
  void lay_out() throws IOException {
    checkout = Files.createDirectory(folder.resolve("checkout"));
    home = new Home(folder.resolve("home"));
    Files.createDirectory(
        home.root(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.createSymbolicLink(home.cache(), cache);
    estate = new Estate(checkout, home, new PrintWriter(said, true));
  }

  @AfterEach
  void leave_nothing() {
    estate.down();
  }

  @Test
  void comes_up_once_stays_up_and_leaves_nothing_when_it_goes_down() throws Exception {
    FakeService.build(checkout, "inventory");

    assertThat(estate.up(AS_BEFORE, Map.of())).isEqualTo(2);
    var first = estate.status();
    assertThat(first).extracting(ProcessStatus::name).containsExactly("platform", "inventory");
    assertThat(first).extracting(ProcessStatus::state).containsOnly(ProcessStatus.State.READY);
    var file = estate.file().orElseThrow();
    try (var admin = Admin.create(Map.of("bootstrap.servers", file.kafka()))) {
      assertThat(admin.describeCluster().nodes().get(30, TimeUnit.SECONDS)).hasSize(1);
    }
    assertThat(file.services())
        .containsOnly(
            Map.entry("inventory", "http://127.0.0.1:" + first.get(1).ports().get("http")));
    long postmaster = postmaster();

    assertThat(estate.up(AS_BEFORE, Map.of())).isZero();
    assertThat(estate.status())
        .extracting(ProcessStatus::pid)
        .isEqualTo(first.stream().map(ProcessStatus::pid).toList());

    assertThat(estate.down()).isEqualTo(2);
    assertThat(first).allSatisfy(was -> assertThat(ProcessIdentity.of(pid(was))).isEmpty());
    assertThat(ProcessIdentity.of(postmaster)).isEmpty();
    try (var left = Files.list(home.run())) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "estate.lock", "platform.lock", "ports.json", "simulated.json");
    }
    assertThat(estate.down()).isZero();
  }

  @Test
  void says_which_service_did_not_start_and_what_it_said_last() throws Exception {
    FakeService.build(checkout, "inventory");
    FakeService.build(checkout, "multipath");
    home.create();
    Files.createFile(home.root().resolve("broken"));

    assertThatThrownBy(() -> estate.up(AS_BEFORE, Map.of()))
        .isInstanceOf(LocalPlatformException.class)
        // Both start at once and both fail; which of them is seen first is chance.
        .hasMessageMatching(
            "(?s)(inventory|multipath) ended instead of becoming ready. Its log \\S*logs/\\1.log"
                + " ends with:.*schema \\1 is of another version.*");
    // The other one may be about to end still.
    for (int i = 0; i < 600 && states().contains(ProcessStatus.State.NOT_READY); i++) {
      Thread.sleep(50);
    }
    assertThat(states())
        .containsExactly(
            ProcessStatus.State.READY, ProcessStatus.State.DEAD, ProcessStatus.State.DEAD);

    Files.delete(home.root().resolve("broken"));
    assertThat(estate.up(AS_BEFORE, Map.of())).isEqualTo(2);
  }

  private List<ProcessStatus.State> states() {
    return estate.status().stream().map(ProcessStatus::state).toList();
  }

  @Test
  void brings_back_a_killed_platform_where_it_was_and_cleans_up_after_one() {
    estate.up(AS_BEFORE, Map.of());
    var before = estate.status().getFirst();
    kill(before);

    assertThat(estate.status())
        .extracting(ProcessStatus::state)
        .containsExactly(ProcessStatus.State.DEAD);

    assertThat(estate.up(AS_BEFORE, Map.of())).isEqualTo(1);
    var after = estate.status().getFirst();
    assertThat(after.state()).isEqualTo(ProcessStatus.State.READY);
    assertThat(after.pid()).isNotEqualTo(before.pid());
    assertThat(after.ports().get("kafka")).isEqualTo(before.ports().get("kafka"));

    long orphan = postmaster();
    kill(after);
    estate.down();
    assertThat(ProcessIdentity.of(orphan)).isEmpty();
    assertThat(estate.file()).isEmpty();
  }

  @Test
  void restarts_a_service_that_was_built_anew() throws Exception {
    FakeService.build(checkout, "inventory");
    estate.up(AS_BEFORE, Map.of());
    var before = estate.status().get(1);

    var jar = checkout.resolve("inventory-service/target/quarkus-app/quarkus-run.jar");
    Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
    assertThat(estate.up(AS_BEFORE, Map.of())).isEqualTo(1);

    var after = estate.status().get(1);
    assertThat(after.pid()).isNotEqualTo(before.pid());
    assertThat(after.ports()).isEqualTo(before.ports());
    assertThat(said.toString()).contains("inventory is built or set up anew");
  }

  @Test
  void starts_as_many_masters_as_are_asked_for_and_as_many_again() throws Exception {
    FakeService.build(checkout, "ramcloud");
    FakeService.build(checkout, "inventory");

    var two = new Estate.Masters(OptionalInt.of(2), OptionalInt.empty());
    assertThat(estate.upRamcloud(two)).isEqualTo(3);
    assertThat(running()).containsExactlyInAnyOrder("platform", "ramcloud", "ramcloud-2");
    assertThat(estate.upRamcloud(Estate.Masters.AS_BEFORE)).isZero();
    assertThat(estate.file().orElseThrow().ramcloud()).hasSize(2).doesNotHaveDuplicates();

    var one = new Estate.Masters(OptionalInt.of(1), OptionalInt.empty());
    assertThat(estate.up(AS_BEFORE, Map.of(), one)).isEqualTo(1);
    assertThat(running()).containsExactlyInAnyOrder("platform", "ramcloud", "inventory");
    var left = estate.file().orElseThrow().ramcloud();
    assertThat(left).hasSize(1);
    assertThat(home.log("inventory")).content().contains("RAMCloud is at " + left.getFirst());
  }

  private List<String> running() {
    return estate.status().stream()
        .filter(status -> status.state() == ProcessStatus.State.READY)
        .map(ProcessStatus::name)
        .toList();
  }

  @Test
  void says_what_to_do_where_simulated_hosts_are_wanted_and_no_simulator_is_built() {
    assertThatThrownBy(() -> estate.up(OptionalInt.of(3), Map.of()))
        .isInstanceOf(LocalPlatformException.class)
        .hasMessageContaining("./vireo build");
  }

  @Test
  void keeps_its_home_from_other_users() throws Exception {
    home.create();
    for (Path each : List.of(home.root(), home.run(), home.credentials())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rwx------");
    }
  }

  private long postmaster() {
    try {
      return Long.parseLong(
          Files.readAllLines(home.data().resolve("postgres/pgdata/postmaster.pid")).getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void kill(ProcessStatus status) {
    var identity = ProcessIdentity.of(pid(status)).orElseThrow();
    identity.kill();
    ProcessHandle.of(identity.pid()).ifPresent(gone -> gone.onExit().join());
    assertThat(identity.lives()).isFalse();
  }

  private static long pid(ProcessStatus status) {
    Long pid = status.pid();
    assertThat(pid).as(status.name()).isNotNull();
    return pid == null ? -1 : pid;
  }
}
