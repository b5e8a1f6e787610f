package dev.vireo.console.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class DurationsTest {

  @Property
  void what_is_written_is_what_is_read(
      @ForAll @IntRange(max = 400) int days,
      @ForAll @IntRange(max = 30) int hours,
      @ForAll @IntRange(max = 90) int seconds) {
    assertThat(Durations.parse("%dd%dh%ds".formatted(days, hours, seconds)))
        .isEqualTo(Duration.ofDays(days).plusHours(hours).plusSeconds(seconds));
    Duration iso = Duration.ofHours(hours).plusSeconds(seconds);
    assertThat(Durations.parse(iso.toString())).isEqualTo(iso);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "-5m", "PT-5M", "5 m", "1y", "9999999999d", "soon"})
  void other_texts_are_refused(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> Durations.parse(text))
        .withMessageContaining("write 90s");
  }
}
