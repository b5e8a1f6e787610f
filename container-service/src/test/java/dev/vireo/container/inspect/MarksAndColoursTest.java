package dev.vireo.container.inspect;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What editors and terminals put around the text that is meant. */
class MarksAndColoursTest {

  private static final String NAME = "sabayon-5-SpinBase_5.4-1_i386.tar.gz";

  @TempDir Path folder;

  private static String printed(String stdin, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        InspectMain.run(
            List.of(args),
            new ByteArrayInputStream(stdin.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(ByteArrayOutputStream.nullOutputStream(), true, UTF_8));
    assertThat(code).isZero();
    return out.toString(UTF_8);
  }

  @Test
  void the_mark_that_an_editor_sets_at_the_begin_of_a_file_is_of_no_name() {
    assertThat(printed("\ufeff" + NAME + "\n", "templates", "-", "--json"))
        .hasLineCount(1)
        .startsWith("{\"name\":\"" + NAME + "\",\"accepted\":true");
    assertThat(printed("\ufeff", "templates", "-", "--json")).isEmpty();
    assertThat(printed("x\ny", "templates", "-", "--json")).hasLineCount(2);
  }

  @Test
  void a_transcript_is_read_the_same_with_colours_and_in_utf_16() throws IOException {
    String plain = "root@pve:~# pct start 101\r\nCT 101 already running\r\n";
    String coloured =
        "\u001b]0;root@pve: ~\u0007" + plain.replace("root@pve", "\u001b[01;32mroot@pve\u001b[00m");
    Path wide = folder.resolve("wide.txt");
    Files.write(wide, ("\ufeff" + plain).getBytes(UTF_16LE));

    String read = printed(plain, "vzctl", "-", "--json");

    assertThat(read).contains("\"command\":\"pct start 101\"").contains("already-running");
    assertThat(printed(coloured, "vzctl", "-", "--json")).isEqualTo(read);
    assertThat(printed("", "vzctl", wide.toString(), "--json")).isEqualTo(read);
  }
}
