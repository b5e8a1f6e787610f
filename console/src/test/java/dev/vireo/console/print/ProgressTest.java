package dev.vireo.console.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ProgressTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  private Progress on(Terminal terminal) {
    return new Progress(
        new PrintStream(err, true, StandardCharsets.UTF_8), terminal, () -> now.get());
  }

  private String printed() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_file_gets_a_line_now_and_then() {
    try (Progress progress = on(Terminal.none())) {
      progress.show("1 of 9");
      progress.show("2 of 9");
      now.set(Instant.EPOCH.plusSeconds(60));
      progress.show("3 of 9");
      progress.show("3 of 9");
    }
    assertThat(printed().lines()).containsExactly("1 of 9", "3 of 9");
  }

  @Test
  void a_person_sees_one_line_that_is_gone_in_the_end() {
    try (Progress progress = on(new Terminal(true, true, true, () -> 12))) {
      progress.show("1 of 9");
      progress.show("2 of 9 and a long tail");
    }
    assertThat(printed()).isEqualTo("\r\033[K1 of 9\r\033[K2 of 9 and…\r\033[K");
  }
}
