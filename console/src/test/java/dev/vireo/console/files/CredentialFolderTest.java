package dev.vireo.console.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.files.CredentialFolder.Use;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialFolderTest {

  @TempDir Path home;
  private CredentialFolder folder = new CredentialFolder(Optional.empty());

  @BeforeEach
  void open() {
    folder = new CredentialFolder(Optional.of(home));
  }

  private Path secret(String name, String text, String mode) throws Exception {
    Path file = Files.writeString(home.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void a_copy_that_only_its_owner_may_read_is_kept_under_the_hosts_name() throws Exception {
    var kept = folder.keep(secret("pw", "s3cret\n", "r--------"), "esx-01", Use.PASSWORD);
    assertThat(kept.text()).isEqualTo("file:esx-01.password");
    assertThat(kept.note()).isEmpty();
    assertThat(home.resolve("credentials/esx-01.password")).hasContent("s3cret\n");
    assertThat(mode(home.resolve("credentials/esx-01.password"))).isEqualTo("rw-------");
    assertThat(mode(home.resolve("credentials"))).isEqualTo("rwx------");
  }

  @Test
  void a_new_secret_takes_the_place_of_the_old_one_and_leaves_nothing_beside_it() throws Exception {
    folder.keep(secret("old", "old", "rw-------"), "esx-01", Use.PRIVATE_KEY);
    folder.keep(secret("new", "new", "rw-------"), "esx-01", Use.PRIVATE_KEY);
    assertThat(home.resolve("credentials/esx-01.key")).hasContent("new");
    try (var files = Files.list(home.resolve("credentials"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void a_secret_that_lies_there_already_stays() throws Exception {
    folder.keep(secret("pw", "x", "rw-------"), "esx-01", Use.PASSWORD);
    Path kept = home.resolve("credentials/esx-01.password");
    assertThat(folder.keep(kept, "esx-01", Use.PASSWORD).text()).isEqualTo("file:esx-01.password");
    assertThat(kept).hasContent("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rwx------", "rw----r--"})
  void a_file_that_others_may_use_is_refused_with_the_chmod_to_run(String mode) throws Exception {
    Path secret = secret("pw", "s3cret", mode);
    assertThatExceptionOfType(Trouble.class)
        .isThrownBy(() -> folder.keep(secret, "esx-01", Use.PASSWORD))
        .matches(trouble -> trouble.exit() == Exit.REFUSED)
        .matches(trouble -> trouble.advice().equals("run: chmod 600 '" + secret + "'"))
        .withMessageNotContaining("s3cret");
    assertThat(home.resolve("credentials")).doesNotExist();
  }

  @Test
  void what_is_no_file_or_empty_is_refused() throws Exception {
    Path empty = secret("empty", "", "rw-------");
    for (Path wrong : new Path[] {home.resolve("none"), home, empty}) {
      assertThatExceptionOfType(Trouble.class)
          .isThrownBy(() -> folder.keep(wrong, "esx-01", Use.PASSWORD))
          .matches(trouble -> trouble.exit() == Exit.REFUSED);
    }
  }

  @Test
  void where_the_services_run_elsewhere_the_reference_is_the_files_own_name() throws Exception {
    var kept =
        new CredentialFolder(Optional.empty())
            .keep(secret("esx.pw", "x", "rw-------"), "esx-01", Use.PASSWORD);
    assertThat(kept.text()).isEqualTo("file:esx.pw");
    assertThat(kept.note()).contains("credential folder", "esx.pw");
  }
}
