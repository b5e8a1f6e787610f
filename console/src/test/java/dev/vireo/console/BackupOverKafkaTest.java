package dev.vireo.console;

import static dev.vireo.console.Ran.vireo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Command;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.backup.BackupProgressed;
import dev.vireo.bus.backup.CancelBackup;
import dev.vireo.bus.backup.CheckDestination;
import dev.vireo.bus.backup.DefineBackupDestination;
import dev.vireo.bus.backup.DefineBackupJob;
import dev.vireo.bus.backup.GuestMode;
import dev.vireo.bus.backup.ImportDestination;
import dev.vireo.bus.backup.InitDestination;
import dev.vireo.bus.backup.PruneRestorePoints;
import dev.vireo.bus.backup.RehearseRestore;
import dev.vireo.bus.backup.RemoveBackupJob;
import dev.vireo.bus.backup.RepairDestination;
import dev.vireo.bus.backup.RestoreFiles;
import dev.vireo.bus.backup.RestoreGuest;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.bus.backup.ScheduleRehearsals;
import dev.vireo.bus.backup.SummariseBackups;
import dev.vireo.bus.backup.SweepBackupLeftovers;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.outcome.FailureReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of backups through the real broker, with a service of the test's. */
final class BackupOverKafkaTest {

  private static final Map<String, String> ESTATE =
      Map.of("VIREO_KAFKA", AnsweringService.bootstrap(), "USER", "ops");

  @TempDir Path folder;

  private static CommandSucceeded done(Envelope<? extends Command> command) {
    return new CommandSucceeded(
        command.id(), command.type().text(), command.subject(), "all done", Map.of());
  }

  private static List<Command> given(Map<String, String> estate, String... arguments)
      throws Exception {
    try (AnsweringService service =
        AnsweringService.with(Domain.BACKUP, command -> List.of(done(command)))) {
      Ran ran = vireo(estate, arguments);
      assertThat(ran.err()).isEmpty();
      assertThat(ran.code()).isZero();
      assertThat(ran.out()).contains("all done");
      return service.taken().stream().<Command>map(Envelope::data).toList();
    }
  }

  private static Command one(String line) throws Exception {
    return given(ESTATE, line.split(" ")).getFirst();
  }

  @Test
  void a_destination_is_defined_and_made_and_its_password_is_kept_and_never_said()
      throws Exception {
    Path password = folder.resolve("pass");
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, "hunter2");
    Path home = Files.createDirectory(folder.resolve("home"));
    List<Command> commands =
        given(
            Map.of(
                "VIREO_KAFKA", AnsweringService.bootstrap(),
                "USER", "ops",
                "VIREO_HOME", home.toString()),
            "backup",
            "destinations",
            "add",
            "vault",
            "--url",
            "sftp:backup@nas:/vault",
            "--password-file",
            password.toString(),
            "--trust-on-first-use",
            "--keep-free",
            "5",
            "--read-all-in",
            "7",
            "--at-once",
            "3");
    assertThat(commands)
        .containsExactly(
            new DefineBackupDestination(
                "vault",
                "sftp:backup@nas:/vault",
                "file:vault.repository-password",
                null,
                null,
                HostKeyTrust.TRUST_ON_FIRST_USE,
                5,
                7,
                3),
            new InitDestination("vault"));
    assertThat(home.resolve("credentials/vault.repository-password")).hasContent("hunter2");
  }

  @Test
  void a_password_that_is_given_in_place_of_a_reference_is_refused_and_not_repeated() {
    Ran ran =
        vireo(ESTATE, "backup", "destinations", "add", "v", "--url", "/v", "--password", "hunter2");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("no reference").doesNotContain("hunter2");
  }

  @Test
  void each_option_becomes_the_field_of_its_name() throws Exception {
    assertThat(
            one(
                "backup jobs add web --destination vault --source dir:web-01:/srv --schedule @daily"
                    + " --zone UTC --window 22:00-06:00,stop --retention few --make-up 5 --attempts"
                    + " 2 --limit-upload 100"))
        .isEqualTo(
            new DefineBackupJob(
                "web",
                "vault",
                "dir:web-01:/srv",
                "@daily",
                "UTC",
                "22:00-06:00,stop",
                "few",
                5,
                2,
                100,
                null,
                null,
                null));
    assertThat(one("backup jobs remove web")).isEqualTo(new RemoveBackupJob("web"));
    assertThat(one("backup run web")).isEqualTo(new RunBackup("web", null));
    assertThat(one("backup cancel web")).isEqualTo(new CancelBackup("web"));
    assertThat(one("backup check vault --all")).isEqualTo(new CheckDestination("vault", true));
    assertThat(one("backup destinations check vault"))
        .isEqualTo(new CheckDestination("vault", false));
    assertThat(one("backup destinations import vault")).isEqualTo(new ImportDestination("vault"));
    assertThat(one("backup prune web --accept-smaller"))
        .isEqualTo(new PruneRestorePoints("web", true));
    assertThat(
            one("backup restore 0123456789ab --to web-01:/srv --include a --include b/c --replace"))
        .isEqualTo(new RestoreFiles("0123456789ab", "web-01", "/srv", List.of("a", "b/c"), true));
    assertThat(one("backup rehearse 0123456789ab"))
        .isEqualTo(new RehearseRestore("0123456789ab", null, null));
    assertThat(one("backup rehearse 0123456789ab --on web-01:/tmp"))
        .isEqualTo(new RehearseRestore("0123456789ab", "web-01", "/tmp"));
    assertThat(one("backup repair vault")).isEqualTo(new RepairDestination("vault"));
    assertThat(one("backup summary")).isEqualTo(new SummariseBackups(null));
    assertThat(one("backup rehearsals schedule web --schedule @weekly --zone UTC --on web-01:/tmp"))
        .isEqualTo(new ScheduleRehearsals("web", "@weekly", "UTC", "web-01", "/tmp"));
    assertThat(one("backup rehearsals end web"))
        .isEqualTo(new ScheduleRehearsals("web", null, null, null, null));
  }

  @Test
  void guests_are_named_held_restored_and_rehearsed_and_what_is_left_of_them_is_swept()
      throws Exception {
    assertThat(
            one(
                "backup jobs add web --destination vault --source vm:pve-01:101 --mode stop"
                    + " --pre-script quiet --post-script loud"))
        .isEqualTo(
            new DefineBackupJob(
                "web",
                "vault",
                "vm:pve-01:101",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                GuestMode.STOP,
                "quiet",
                "loud"));
    assertThat(one("backup restore 0123456789ab --as 301 --on pve-02 --storage local-lvm"))
        .isEqualTo(new RestoreGuest("0123456789ab", "pve-02", "301", "local-lvm"));
    assertThat(one("backup restore 0123456789ab --as web-2"))
        .isEqualTo(new RestoreGuest("0123456789ab", null, "web-2", null));
    assertThat(one("backup rehearse 0123456789ab --on pve-02"))
        .isEqualTo(new RehearseRestore("0123456789ab", "pve-02", null));
    assertThat(one("backup sweep pve-02")).isEqualTo(new SweepBackupLeftovers("pve-02"));
    for (String wrong :
        List.of("", " --as 1 --to h:/x", " --as 1 --replace", " --to h:/x --storage s")) {
      Ran ran = vireo(ESTATE, ("backup restore 0123456789ab" + wrong).split(" "));
      assertThat(ran.code()).as(wrong).isEqualTo(2);
    }
  }

  @Test
  void a_run_that_failed_ends_with_1_and_says_why() throws Exception {
    try (AnsweringService service =
        AnsweringService.with(
            Domain.BACKUP,
            command ->
                List.of(
                    new CommandFailed(
                        command.id(),
                        command.type().text(),
                        command.subject(),
                        FailureReason.HOST_REFUSED,
                        "SOURCE_EMPTY: web-01: /srv is empty; mount what should be there",
                        Map.of("cause", "SOURCE_EMPTY"))))) {
      Ran ran = vireo(ESTATE, "backup", "run", "web");
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).contains("SOURCE_EMPTY").contains("/srv is empty");
      assertThat(service.taken()).hasSize(1);
    }
  }

  @Test
  void a_run_that_goes_on_shows_how_much_of_what_the_last_one_had_is_read() throws Exception {
    try (AnsweringService service =
        AnsweringService.with(
            Domain.BACKUP,
            command ->
                List.<Event>of(
                    new BackupProgressed(
                        command.subject(), command.id(), 3, 7L << 20, 70L << 20, 2)))) {
      Ran ran = vireo(ESTATE, "backup", "run", "web", "--timeout", "5s");
      assertThat(ran.err()).contains("7 of 70  MiB read, 3 files, after 2 s");
      assertThat(service.taken()).hasSize(1);
    }
  }

  @Test
  void what_would_write_over_something_ends_with_2_and_in_json_says_which_field() throws Exception {
    try (AnsweringService service =
        AnsweringService.with(
            Domain.BACKUP,
            command ->
                List.of(
                    new CommandRejected(
                        command.id(),
                        command.type().text(),
                        command.subject(),
                        "path",
                        "web-01:/srv is there, and is not written over")))) {
      Ran ran = vireo(ESTATE, "backup", "restore", "0123456789ab", "--to", "web-01:/srv", "--json");
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.json().path("field").asText()).isEqualTo("path");
      assertThat(service.taken()).hasSize(1);
    }
    Ran noPlace = vireo(ESTATE, "backup", "restore", "0123456789ab", "--to", "/srv");
    assertThat(noPlace.code()).isEqualTo(2);
    assertThat(noPlace.err()).contains("HOST:/PATH");
  }

  @Test
  void points_and_their_files_are_tables_for_people_and_documents_for_programs() {
    try (Views views = new Views()) {
      views
          .at(
              "/backup/points",
              200,
              """
              [{"point":"0123456789ab","job":"web","at":"2026-11-23T02:30:00Z","files":12,
                "bytes":3221225472,"state":"VERIFIED","muchSmaller":true,
                "source":"dir:web-01:/srv","expiredAt":null}]
              """)
          .at(
              "/backup/points/0123456789ab/files",
              200,
              """
              [{"point":"0123456789ab","at":"2026-11-23T02:30:00Z","path":"etc/hosts",
                "type":"file","mode":"644","size":21,"changed":"2026-11-01T00:00:00Z"}]
              """);
      Map<String, String> estate = Map.of("VIREO_BACKUP_URL", views.url());
      assertThat(vireo(estate, "backup", "points", "--job", "web").out())
          .contains("0123456789ab", "3.0 GiB", "VERIFIED, much smaller", "2026-11-23 02:30:00Z");
      assertThat(views.asked()).last().isEqualTo("/backup/points?job=web");
      assertThat(vireo(estate, "backup", "browse", "0123456789ab", "etc").out())
          .contains("etc/hosts", "644", "21 B");
      assertThat(views.asked()).last().isEqualTo("/backup/points/0123456789ab/files?folder=etc");
      assertThat(vireo(estate, "backup", "points", "--json").json().at("/0/point").asText())
          .isEqualTo("0123456789ab");
      assertThat(vireo(estate, "backup", "browse", "--find", "*.conf").code()).isEqualTo(2);
    }
  }
}
