package dev.vireo.console.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KnownHostsTest {

  @TempDir Path folder;

  @Test
  void lines_that_are_missing_are_added_and_nothing_else_is_touched() throws Exception {
    Path file =
        Files.writeString(folder.resolve("known_hosts"), "a ssh-rsa AAAA1\nb ssh-rsa AAAA2");
    Path other =
        Files.writeString(
            folder.resolve("other"),
            "# comment\n\nb ssh-rsa AAAA2\r\nc ssh-rsa AAAA3\nc ssh-rsa AAAA3\n");
    assertThat(new KnownHosts(file).merge(other)).isEqualTo(1);
    assertThat(file).hasContent("a ssh-rsa AAAA1\nb ssh-rsa AAAA2\nc ssh-rsa AAAA3\n");
    assertThat(new KnownHosts(file).merge(other)).isZero();
  }

  @Test
  void what_is_no_such_file_is_refused_before_anything_is_written() throws Exception {
    Path file = folder.resolve("known_hosts");
    Path key = Files.writeString(folder.resolve("key"), "-----BEGIN\nb3BlbnNzaC1rZXk\n");
    Path empty = Files.writeString(folder.resolve("empty"), "# nothing\n");
    for (Path wrong : new Path[] {key, empty, folder.resolve("none")}) {
      assertThatExceptionOfType(Trouble.class)
          .isThrownBy(() -> new KnownHosts(file).merge(wrong))
          .matches(trouble -> trouble.exit() == Exit.REFUSED)
          .withMessageNotContaining("b3Blbn");
    }
    assertThat(file).doesNotExist();
  }
}
