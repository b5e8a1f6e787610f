package dev.vireo.console.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

final class CommandIdsTest {

  private static final long YEAR_9999 = 253_402_300_799_000L;

  @Property
  void an_id_is_a_uuid_of_version_7_that_begins_with_its_time(
      @ForAll @LongRange(max = YEAR_9999) long millis, @ForAll long high, @ForAll long low) {
    UUID id = UUID.fromString(CommandIds.of(Instant.ofEpochMilli(millis), high, low));
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(millis);
  }

  @Property
  void ids_sort_by_time(
      @ForAll @LongRange(max = YEAR_9999) long one,
      @ForAll @LongRange(max = YEAR_9999) long other,
      @ForAll long random) {
    String first = CommandIds.of(Instant.ofEpochMilli(one), random, random);
    String second = CommandIds.of(Instant.ofEpochMilli(other), random, random);
    assertThat(Integer.signum(first.compareTo(second))).isEqualTo(Long.compare(one, other));
  }
}
