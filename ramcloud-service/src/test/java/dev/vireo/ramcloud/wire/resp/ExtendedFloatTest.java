package dev.vireo.ramcloud.wire.resp;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtendedFloatTest {
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.2, 0.3",
    "1, -1.1, -0.1",
    "5.0e3, 2.0e2, 5200",
    "17179869184, 1.5, 17179869185.5",
    "1e18, 0.1, 1000000000000000000.125",
    "3, 0, 3"
  })
  void sums_are_printed_as_redis_prints_them(String a, String b, String sum) {
    BigDecimal result =
        ExtendedFloat.add(
            Objects.requireNonNull(ExtendedFloat.parse(a)),
            Objects.requireNonNull(ExtendedFloat.parse(b)));
    assertThat(ExtendedFloat.text(Objects.requireNonNull(result))).isEqualTo(sum);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " 1", "1 ", "a", "1e", "--1", "0x", "0x.", "0x1p", "nan", "1e99999", "1e5000", "1e-4951"
      })
  void these_are_no_numbers(String text) {
    assertThat(ExtendedFloat.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0x10, 16",
    "-0X.8, -0.5",
    "0x1.8p1, 3",
    "0xAp-1, 5",
    "1e00000000001, 10",
    "0e-99999, 0",
    "0e99999999999, 0",
    "2e-4951, 0"
  })
  void these_are_read_as_the_library_of_c_reads_them(String text, String value) {
    assertThat(ExtendedFloat.text(Objects.requireNonNull(ExtendedFloat.parse(text))))
        .isEqualTo(value);
  }

  @Test
  void a_sum_that_is_too_large_is_none() {
    BigDecimal largest = Objects.requireNonNull(ExtendedFloat.parse("1e4932"));
    assertThat(ExtendedFloat.add(largest, largest)).isNull();
  }

  @Property(tries = 500)
  void a_whole_number_stays_as_it_is(@ForAll long value) {
    String text = Long.toString(value);
    assertThat(ExtendedFloat.text(Objects.requireNonNull(ExtendedFloat.parse(text))))
        .isEqualTo(text);
  }
}
