package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.backup.projection.BackupStore;
import dev.vireo.bus.backup.BackupFailed;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.RunBackup;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a job has its host run before and after: this machine, behind its own sshd. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class ScriptsTest extends ServiceTest {

  @Inject BackupStore store;

  private BackupChain chain;

  @BeforeEach
  void begin() throws Exception {
    chain = BackupChain.start(bus(), host(), folder("chain"), credentials());
  }

  private static Path script(String name, String mode, String text) throws IOException {
    Path file = Path.of(configured("vireo.scripts-dir")).resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }

  private void define(String pre, String post) throws InterruptedException {
    bus().succeeds(chain.defineFolder(pre, post));
  }

  @Test
  void what_runs_before_is_read_with_the_rest_and_what_runs_after_comes_after() throws Exception {
    String pre = unique("pre");
    String post = unique("post");
    script(pre, "rwx------", "echo dump of $VIREO_JOB > \"$VIREO_FOLDER/dump.sql\"\n");
    script(post, "rwx------", "rm \"$VIREO_FOLDER/dump.sql\" || exit 4\n");
    define(pre, post);
    long before = chain.run().files();
    assertThat(before).as("the dump, too").isEqualTo(6);
    assertThat(chain.tree().resolve("dump.sql")).doesNotExist();
  }

  @Test
  void a_script_before_that_fails_fails_the_run_and_the_one_after_runs_all_the_same()
      throws Exception {
    String pre = unique("pre");
    String post = unique("post");
    script(pre, "rwx------", "echo the database is away >&2\nexit 3\n");
    script(post, "rwx------", "echo ran > \"$VIREO_FOLDER/after\"\n");
    define(pre, post);
    String run = bus().give(new RunBackup(chain.job(), null));
    bus().failed(run);
    BackupFailed failed = bus().told(BackupFailed.class, run).getFirst();
    assertThat(failed.cause()).isEqualTo(BackupFailureCause.HOST_TOOL);
    assertThat(failed.message()).contains("ended with 3").contains("the database is away");
    assertThat(chain.tree().resolve("after")).exists();
    assertThat(store.points(chain.job())).isEmpty();
  }

  @Test
  void a_script_after_that_fails_is_said_and_takes_the_restore_point_from_nobody()
      throws Exception {
    String post = unique("post");
    script(post, "rwx------", "exit 9\n");
    bus().succeeds(chain.defineFolder(null, post));
    assertThat(bus().succeeds(new RunBackup(chain.job(), null)).get("postScript"))
        .contains("ended with 9");
    assertThat(store.points(chain.job())).hasSize(1);
  }

  @Test
  void a_script_that_is_not_there_or_that_others_can_write_is_refused_by_name() throws Exception {
    assertThat(rejected("nowhere")).contains("nowhere");
    assertThat(rejected("../etc/passwd")).contains("a name is");
    String open = unique("open");
    script(open, "rwxrwxrwx", "true\n");
    assertThat(rejected(open)).contains("written by others");
  }

  private String rejected(String script) throws InterruptedException {
    var rejected = bus().rejected(bus().give(chain.defineFolder(script, null)));
    assertThat(rejected.field()).isEqualTo("preScript");
    return rejected.message();
  }
}
