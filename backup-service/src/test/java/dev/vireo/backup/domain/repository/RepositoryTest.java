package dev.vireo.backup.domain.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.backup.domain.MalformedValue;
import dev.vireo.backup.domain.repository.RepositoryLock.Owner;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ResticVersion OLD = new ResticVersion(0, 14, 0);
  private static final ResticVersion NEW = new ResticVersion(0, 18, 1);

  @ParameterizedTest
  @CsvSource({
    "/srv/backup, LOCAL",
    "sftp:vault@store.example.net:/srv/backup, SFTP",
    "sftp:store.example.net:backup, SFTP",
    "sftp://vault@store.example.net:2222//srv/backup, SFTP",
    "rest:https://store.example.net:8000/web, REST",
    "rest:http://127.0.0.1:8000/, REST",
    "s3:https://s3.example.net/bucket/folder, S3",
    "s3:s3.example.net/bucket, S3"
  })
  void takes_restics_forms(String text, RepositoryUrl.Kind kind) {
    assertThat(RepositoryUrl.parse("url", text)).isEqualTo(new RepositoryUrl(kind, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "backup",
        "--password-command=id",
        "/srv/../etc",
        "sftp:vault@store:/srv/../../etc",
        "rest:https://user:hunter2@store.example.net/",
        "rest:https://user@store.example.net/",
        "sftp:user:hunter2@store:/srv",
        "rclone:remote:path",
        "s3:https://s3.example.net",
        "/srv/a\nb"
      })
  void refuses_what_leads_elsewhere_or_holds_a_secret(String text) {
    assertThatThrownBy(() -> RepositoryUrl.parse("url", text))
        .isInstanceOf(MalformedValue.class)
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "'restic 0.14.0 compiled with go1.19.8 on linux/amd64', true, false",
    "'restic 0.13.1 compiled with go1.18 on linux/amd64', false, false",
    "'restic 0.18.1 compiled with go1.25 on linux/arm64', true, true",
    "'restic 0.17.0-dev (compiled manually) compiled with go1.22', true, true"
  })
  void knows_what_a_release_can_do(String printed, boolean usable, boolean codes) {
    ResticVersion version = ResticVersion.parse(printed).orElseThrow();
    assertThat(version.usable()).isEqualTo(usable);
    assertThat(version.tellsByExitCode()).isEqualTo(codes);
  }

  @Test
  void another_program_of_that_name_is_no_restic() {
    assertThat(ResticVersion.parse("usage: restic FILE")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | Fatal: wrong password or no key found | WRONG_PASSWORD",
        "1 | Fatal: unable to open config file: Lstat: stat /b/config: no such file or directory Is"
            + " there a repository at the following location? /b | NO_REPOSITORY",
        "1 | Fatal: create key in repository at /b failed: repository master key and config already"
            + " initialized | ALREADY_A_REPOSITORY",
        "1 | Fatal: create repository at /b failed: config file already exists |"
            + " ALREADY_A_REPOSITORY",
        "1 | unable to create lock in backend: repository is already locked exclusively by PID 9 on"
            + " h by root (UID 0, GID 0) | LOCKED",
        "1 | Fatal: unable to save snapshot: write /b/data/ab: no space left on device | FULL",
        "1 | ciphertext verification failed | DAMAGED",
        "1 | Pack ID does not match, want 1f00aa, got 2e11bb | DAMAGED",
        "1 | Fatal: unable to open config file: Head \"https://s/\": dial tcp 127.0.0.1:1: connect:"
            + " connection refused | UNREACHABLE",
        "1 | subprocess ssh: Permission denied (publickey). | REFUSED",
        "1 | Fatal: unable to open config file: Stat: Forbidden Is there a repository at the"
            + " following location? | REFUSED",
        "1 | Fatal: unable to open config file: Stat: Access Denied. Is there a repository |"
            + " REFUSED",
        "1 | Fatal: unable to open config file: unexpected HTTP response (401): 401 Unauthorized Is"
            + " there a repository | REFUSED",
        "130 | | INTERRUPTED",
        "137 | | KILLED",
        "1 | something new | OTHER"
      })
  void an_old_restic_is_understood_by_its_words(int exit, String errors, ResticFailure failure) {
    assertThat(ResticFailure.of(OLD, exit, errors == null ? "" : errors)).isEqualTo(failure);
  }

  @Test
  void a_new_restic_is_believed_by_its_exit_status() {
    assertThat(ResticFailure.of(NEW, 10, "")).isEqualTo(ResticFailure.NO_REPOSITORY);
    assertThat(ResticFailure.of(NEW, 11, "")).isEqualTo(ResticFailure.LOCKED);
    assertThat(ResticFailure.of(NEW, 12, "")).isEqualTo(ResticFailure.WRONG_PASSWORD);
  }

  @Test
  void a_lock_is_stale_only_if_its_owner_is_certainly_gone() {
    RepositoryLock fresh = new RepositoryLock(NOW.minusSeconds(60), "here", 42, true);
    assertThat(fresh.owner(NOW, "here", pid -> true, pid -> false)).isEqualTo(Owner.ALIVE);
    assertThat(fresh.owner(NOW, "elsewhere", pid -> false, pid -> true)).isEqualTo(Owner.ALIVE);
    assertThat(fresh.owner(NOW, "here", pid -> false, pid -> true)).isEqualTo(Owner.GONE);
    assertThat(fresh.owner(NOW, "here", pid -> false, pid -> false)).isEqualTo(Owner.UNSURE);
    RepositoryLock old = new RepositoryLock(NOW.minusSeconds(1_801), "elsewhere", 42, true);
    assertThat(old.owner(NOW, "here", pid -> true, pid -> false)).isEqualTo(Owner.GONE);
    assertThat(old.owner(NOW, "elsewhere", pid -> false, pid -> true)).isEqualTo(Owner.GONE);
  }

  @Test
  void a_lock_that_looks_old_after_a_jump_of_the_clock_is_not_broken_while_its_owner_lives() {
    RepositoryLock ours = new RepositoryLock(NOW.minusSeconds(7_200), "here", 42, false);
    assertThat(ours.owner(NOW, "here", pid -> true, pid -> false)).isEqualTo(Owner.UNSURE);
    assertThat(ours.owner(NOW, "here", pid -> false, pid -> false)).isEqualTo(Owner.GONE);
    RepositoryLock future = new RepositoryLock(NOW.plusSeconds(7_200), "here", 42, false);
    assertThat(future.owner(NOW, "here", pid -> true, pid -> false)).isEqualTo(Owner.ALIVE);
    assertThat(future.owner(NOW, "here", pid -> false, pid -> true)).isEqualTo(Owner.GONE);
    assertThat(future.owner(NOW, "here", pid -> false, pid -> false)).isEqualTo(Owner.UNSURE);
  }

  @Test
  void an_index_is_made_anew_by_the_name_that_the_release_knows() {
    assertThat(OLD.repairIndex()).containsExactly("rebuild-index");
    assertThat(new ResticVersion(0, 16, 4).repairIndex()).containsExactly("repair", "index");
    assertThat(NEW.repairIndex()).containsExactly("repair", "index");
    assertThat(OLD.repairsPacks()).isFalse();
    assertThat(new ResticVersion(0, 16, 4).repairsPacks()).isFalse();
    assertThat(NEW.repairsPacks()).isTrue();
  }

  @Test
  void locks_are_removed_only_where_restic_would_break_none_that_may_live() {
    assertThat(RepositoryLock.mayUnlock(List.of(Owner.GONE, Owner.ALIVE))).isTrue();
    assertThat(RepositoryLock.mayUnlock(List.of(Owner.GONE, Owner.UNSURE))).isFalse();
    assertThat(RepositoryLock.mayUnlock(List.of(Owner.ALIVE))).isFalse();
  }

  /** By 0.14 as seen; of 0.17 by its source, but for the line of a pack, which was not seen. */
  @Test
  void a_check_names_damaged_packs_in_the_words_of_each_release_and_no_others() {
    String pack = "00a1c43de7f612810f1947ebb1915eddf6d09ef4b10954fb268e1d3e95030602";
    String other = "178b3dbbd9e3806e07d09d5e607b6bffe6e8a353fc6f5905e90a5e1dded94d1c";
    assertThat(
            CheckWords.parse(
                    "pack %s: not referenced in any index\nPack ID does not match, want %s, got ab83\n"
                        .formatted(other, pack))
                .damaged())
        .containsExactly(pack);
    CheckWords newer =
        CheckWords.parse(
            """
            pack %1$s contains 2 errors: [blob 5f3c: ciphertext verification failed pack ID does not match]

            The repository contains damaged pack files. These damaged files must be removed to repair the repository. This can be done using the following commands. Please read the troubleshooting guide at https://restic.readthedocs.io/en/stable/077_troubleshooting.html first.

            restic repair packs %1$s
            restic repair snapshots --forget

            Fatal: repository contains errors
            """
                .formatted(pack));
    assertThat(newer.damaged()).containsExactly(pack);
    assertThat(newer.findings()).hasSize(2);
  }
}
