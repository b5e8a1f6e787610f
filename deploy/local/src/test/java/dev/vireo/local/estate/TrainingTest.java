package dev.vireo.local.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.local.LocalPlatformException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingTest {

  @TempDir Path folder;

  private Path checkout;
  private Home home;
  private Training training;

  @BeforeEach
  void lay_out() throws IOException {
    // The database's own user must get to its folder below.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    checkout = Files.createDirectory(folder.resolve("checkout"));
    home = new Home(folder.resolve("training"));
    training = new Training(checkout, home, new PrintWriter(Writer.nullWriter()));
  }

  @Test
  void a_service_is_started_once_and_what_the_jvm_learned_is_kept() throws Exception {
    FakeService.build(checkout, "inventory");

    assertThat(training.run()).isEqualTo(1);

    var cache = checkout.resolve("inventory-service/target/app.aot");
    assertThat(cache).isNotEmptyFile();
    assertThat(new RunFolder(home.run()).all()).isEmpty();
    assertThat(home.root()).doesNotExist();
    assertThat(training.run()).isZero();
  }

  @Test
  @Tag("long")
  void a_service_that_does_not_start_is_named_and_nothing_is_left_running() throws Exception {
    var jar = checkout.resolve("inventory-service/target/quarkus-app/quarkus-run.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "no jar");

    assertThatThrownBy(training::run)
        .isInstanceOf(LocalPlatformException.class)
        .hasMessageContaining("inventory ended instead of becoming ready");

    assertThat(new RunFolder(home.run()).all()).isEmpty();
    assertThat(home.log("inventory")).isNotEmptyFile();
  }
}
