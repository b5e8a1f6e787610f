package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.projection.JobView;
import dev.vireo.bus.backup.BackupJobDefined;
import dev.vireo.bus.backup.DefineBackupDestination;
import dev.vireo.bus.backup.DefineBackupJob;
import dev.vireo.bus.backup.RebuildProjections;
import dev.vireo.bus.backup.RemoveBackupJob;
import dev.vireo.bus.outcome.CommandRejected;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(CommandPlatform.class)
class DefinitionsTest extends ServiceTest {

  @Inject BackupStore store;

  @Test
  void what_was_defined_is_known_with_its_defaults_and_again_after_a_rebuild() throws Exception {
    String destination = destination();
    String job = unique("nightly");
    String defined = bus().give(job(job, destination, "30 2 * * *", "02:00-06:00,stop", "few"));
    bus().succeeded(defined);

    assertThat(bus().told(BackupJobDefined.class, defined))
        .containsExactly(
            new BackupJobDefined(
                job,
                destination,
                "dir:" + host().name() + ":/srv/www",
                host().name(),
                "30 2 * * *",
                "UTC",
                "02:00-06:00,stop",
                "daily=7,weekly=4",
                60,
                3,
                null,
                null,
                null,
                null));
    JobView before = store.job("job", job);
    bus().succeeds(new RebuildProjections("test"));
    assertThat(store.job("job", job)).isEqualTo(before);
    assertThat(store.destination("destination", destination).atOnce()).isEqualTo(2);
  }

  @Test
  void a_job_that_was_removed_is_gone_and_can_be_removed_once() throws Exception {
    String job = unique("job");
    bus().succeeds(job(job, destination(), null, null, null));
    bus().succeeds(new RemoveBackupJob(job));
    assertThat(rejected(new RemoveBackupJob(job)).field()).isEqualTo("job");
    assertThat(store.jobs()).extracting(JobView::job).doesNotContain(job);
  }

  @Test
  void a_window_that_no_time_of_the_schedule_ever_fits_is_refused() throws Exception {
    CommandRejected no =
        rejected(job(unique("job"), destination(), "0 12 * * *", "22:00-06:00", null));
    assertThat(no.field()).isEqualTo("window");
    assertThat(no.message()).contains("22:00-06:00").contains("0 12 * * *");
  }

  @Test
  void retention_that_would_keep_nothing_is_refused() throws Exception {
    assertThat(rejected(job(unique("job"), destination(), null, null, "daily=0")).message())
        .contains("last good one");
  }

  @Test
  void a_job_of_an_unknown_host_or_destination_or_of_a_climbing_path_is_refused() throws Exception {
    String destination = destination();
    assertThat(rejected(job(unique("job"), "nowhere", null, null, null)).field())
        .isEqualTo("destination");
    assertThat(rejected(of(destination, "dir:nobody:/srv")).message()).contains("nobody");
    assertThat(rejected(of(destination, "dir:" + host().name() + ":/srv/../etc")).message())
        .contains("..");
    assertThat(rejected(of(destination, "dir:" + host().name() + ":/")).message())
        .contains("/proc");
    assertThat(rejected(of(destination, "vm:colour=red")).message()).contains("no field");
    assertThat(rejected(of(destination, "tape:1")).message()).contains("dir:HOST:PATH");
  }

  @Test
  void a_destination_takes_references_and_no_secret() throws Exception {
    CommandRejected secret =
        rejected(destination("rest:https://me:hunter2@127.0.0.1/x", "file:p", null));
    assertThat(secret.field()).isEqualTo("url");
    assertThat(secret.message()).doesNotContain("hunter2");
    CommandRejected plain = rejected(destination("/srv/backup", "hunter2", null));
    assertThat(plain.field()).isEqualTo("password");
    assertThat(plain.message()).doesNotContain("hunter2");
    assertThat(rejected(destination("s3:https://127.0.0.1/b", "file:p", "file:key")).field())
        .isEqualTo("secret");
  }

  private CommandRejected rejected(dev.vireo.bus.Command command) throws InterruptedException {
    return bus().rejected(bus().give(command));
  }

  private String destination() throws InterruptedException {
    DefineBackupDestination defined = destination("/srv/backup", "file:repository.pass", null);
    bus().succeeds(defined);
    return defined.destination();
  }

  private static DefineBackupDestination destination(
      String url, String password, @Nullable String user) {
    return new DefineBackupDestination(
        unique("vault"), url, password, user, null, null, null, null, null);
  }

  private DefineBackupJob of(String destination, String source) {
    return new DefineBackupJob(
        unique("job"),
        destination,
        source,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private DefineBackupJob job(
      String name,
      String destination,
      @Nullable String schedule,
      @Nullable String window,
      @Nullable String retention) {
    return new DefineBackupJob(
        name,
        destination,
        "dir:" + host().name() + ":/srv/www",
        schedule,
        null,
        window,
        retention,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
