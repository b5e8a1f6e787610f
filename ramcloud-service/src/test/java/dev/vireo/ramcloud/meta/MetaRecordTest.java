package dev.vireo.ramcloud.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.ramcloud.store.Durability;
import dev.vireo.ramcloud.store.Table;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetaRecordTest {

  @Test
  void what_is_written_reads_back() {
    for (MetaRecord record :
        List.of(
            new MetaRecord.Made(new Table(17, "a.b:c-d", Durability.LOG, Set.of(1, 255))),
            new MetaRecord.Made(new Table(Table.MAX_ID, "t", Durability.MEMORY)),
            new MetaRecord.Dropped("t"),
            new MetaRecord.NextId(18),
            new MetaRecord.Beat("m", 4711),
            new MetaRecord.Gone("m"),
            new MetaRecord.Grant("m"),
            new MetaRecord.Lease(3, 1_000),
            new MetaRecord.LeaseOver(3))) {
      assertThat(MetaRecord.of(record.key(), record.value())).isEqualTo(record);
    }
  }

  @Test
  void a_record_that_is_none_is_named() {
    assertThatThrownBy(() -> MetaRecord.of("what/ever", "1")).hasMessageContaining("what/ever");
    assertThatThrownBy(() -> MetaRecord.of("table/t", "17")).hasMessageContaining("table t");
    assertThatThrownBy(() -> MetaRecord.of("table/t", "x LOG")).hasMessageContaining("\"x\"");
    assertThatThrownBy(() -> MetaRecord.of("table/t", "1 PAPER"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_lease_is_refused_when_it_runs_out_and_forgotten_when_no_clock_can_honour_it() {
    Leases leases = new Leases();
    leases.set(1, 1_000_000);
    assertThat(leases.holds(1, 999_999)).isTrue();
    assertThat(leases.holds(1, 1_000_000)).isFalse();
    assertThat(leases.isKnown(1)).isTrue();
    assertThat(leases.runOut(1_000_000 + Leases.GRACE.toMillis())).isEmpty();
    assertThat(leases.runOut(1_000_001 + Leases.GRACE.toMillis())).containsExactly(1L);
    leases.over(1);
    assertThat(leases.isKnown(1)).isFalse();
  }

  @Test
  void a_lease_is_renewed_from_half_of_it_on_and_not_with_every_use() {
    Leases leases = new Leases();
    long end = Leases.TERM.toMillis();
    leases.set(1, end);
    assertThat(leases.wantsRenewal(1, end / 2 - 1)).isFalse();
    assertThat(leases.wantsRenewal(1, end / 2)).isTrue();
    assertThat(leases.wantsRenewal(1, end / 2 + 1)).isFalse();
    assertThat(leases.wantsRenewal(1, end / 2 + Duration.ofSeconds(11).toMillis())).isTrue();
    assertThat(leases.wantsRenewal(2, end / 2)).isFalse();
  }
}
