package dev.vireo.backup.host;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CksumTest {

  @Test
  void is_what_posix_says() {
    assertThat(Cksum.of("hello".getBytes(US_ASCII))).isEqualTo("3287646509 5");
    assertThat(Cksum.of(new byte[0])).isEqualTo("4294967295 0");
  }

  @Test
  void is_what_the_program_of_this_machine_prints(@TempDir Path folder) throws Exception {
    byte[] content = new byte[70_001];
    new Random(3).nextBytes(content);
    Path file = Files.write(folder.resolve("file"), content);
    Process cksum = new ProcessBuilder("cksum").redirectInput(file.toFile()).start();
    String printed = new String(cksum.getInputStream().readAllBytes(), US_ASCII).strip();
    assertThat(cksum.waitFor()).isZero();
    assertThat(Cksum.of(file)).isEqualTo(printed);
  }
}
