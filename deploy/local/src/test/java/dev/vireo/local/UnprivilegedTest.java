package dev.vireo.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnprivilegedTest {

  @TempDir Path folder;

  @Test
  void what_is_chosen_for_this_user_runs_programs_as_somebody_else_than_root() throws Exception {
    var command = Unprivileged.forThisUser().command(List.of("id", "-u"));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String uid =
        new String(
                process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
            .strip();
    assertThat(process.waitFor()).as(uid).isZero();
    assertThat(uid).matches("[0-9]+").isNotEqualTo("0");
  }

  @Test
  void a_user_runs_programs_as_they_are_and_keeps_folders_closed() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

    assertThat(Unprivileged.AS_IS.command(List.of("initdb", "-D", "x")))
        .containsExactly("initdb", "-D", "x");
    Unprivileged.AS_IS.letThrough(folder);
    Unprivileged.AS_IS.handOver(folder);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @Test
  void nobody_passes_through_a_folder_and_cannot_list_it() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Unprivileged.AS_NOBODY.letThrough(folder);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx-----x");
  }
}
