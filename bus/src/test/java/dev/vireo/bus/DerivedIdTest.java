package dev.vireo.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DerivedIdTest {

  @Test
  void stays_the_same_for_ever() {
    // Written down once: ids on the bus outlive every release, so this value must never change.
    assertThat(DerivedId.of("cmd-1", "dev.vireo.multipath.PolicyChanged.v1\nesx-01\nnaa.1"))
        .isEqualTo("9b419766-8b04-503d-988a-55b7cd042bb3");
  }

  @Property(tries = 200)
  void is_a_name_based_uuid_of_rfc_9562(@ForAll String parent, @ForAll String name) {
    UUID id = UUID.fromString(DerivedId.of(parent, name));

    assertThat(id.version()).isEqualTo(5);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(DerivedId.of(parent, name)).isEqualTo(id.toString());
  }

  @Property(tries = 200)
  void differs_for_another_parent_or_another_name(
      @ForAll String parent, @ForAll String name, @ForAll String other) {
    Assume.that(!utf8(name).equals(utf8(other)) && !utf8(parent).equals(utf8(other)));

    assertThat(DerivedId.of(parent, name))
        .isNotEqualTo(DerivedId.of(parent, other))
        .isNotEqualTo(DerivedId.of(other, name));
  }

  /** What is left of a text in UTF-8, which cannot hold half of a surrogate pair. */
  private static String utf8(String text) {
    return new String(
        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        java.nio.charset.StandardCharsets.UTF_8);
  }
}
