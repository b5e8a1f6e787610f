package dev.vireo.container.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AddressPoolTest {

  @Test
  void a_network_has_neither_its_first_nor_its_last_address() {
    AddressPool pool = AddressPool.parse("addresses", "10.1.2.64/29");
    assertThat(pool.addresses().map(Ipv4::toString))
        .containsExactly(
            "10.1.2.65", "10.1.2.66", "10.1.2.67", "10.1.2.68", "10.1.2.69", "10.1.2.70");
    assertThat(pool.prefixOr(null)).isEqualTo(29);
  }

  @Test
  void several_ranges_are_taken_in_the_order_given() {
    AddressPool pool = AddressPool.parse("addresses", "10.0.0.9, 10.0.0.1-10.0.0.2");
    assertThat(pool.addresses().map(Ipv4::toString))
        .containsExactly("10.0.0.9", "10.0.0.1", "10.0.0.2");
    assertThat(pool.holds(Ipv4.parse("a", "10.0.0.3"))).isFalse();
  }

  @Test
  void what_is_no_pool_is_refused_with_what_would_be_right() {
    for (String bad :
        List.of("", ",", "10.0.0.1-", "10.0.0.2-10.0.0.1", "10.0.0.0/8", "010.0.0.1", "0.0.0.1")) {
      assertThatThrownBy(() -> AddressPool.parse("addresses", bad))
          .as(bad)
          .isInstanceOf(MalformedValue.class);
    }
  }

  @Property
  void an_address_reads_back_as_it_was_written(@ForAll @LongRange(max = 0xffffffffL) long value) {
    assertThat(Ipv4.parse("a", new Ipv4(value).toString()).value()).isEqualTo(value);
  }

  @Property
  void a_pool_holds_what_it_gives(
      @ForAll @LongRange(min = 1L << 28, max = 3L << 28) long within,
      @ForAll @IntRange(min = 24, max = 32) int prefix) {
    long value = within >> 24 == 127 ? within + (1L << 24) : within;
    AddressPool pool = AddressPool.parse("a", new Ipv4(value) + "/" + prefix);
    assertThat(pool.addresses()).allMatch(pool::holds).doesNotHaveDuplicates();
  }

  @Property
  void no_text_makes_it_throw_anything_else(@ForAll String text) {
    try {
      AddressPool.parse("a", text);
    } catch (MalformedValue expected) {
      assertThat(expected.field()).isEqualTo("a");
    }
  }
}
