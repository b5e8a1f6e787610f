package dev.vireo.container.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void a_pattern_numbers_its_names() {
    assertThat(NamePattern.parse("names", "web-{n}", 12).name(12)).isEqualTo("web-12");
    assertThat(NamePattern.parse("names", "web-{n:3}.example.org", 2).name(7))
        .isEqualTo("web-007.example.org");
    assertThat(NamePattern.parse("names", "web", 1).name(1)).isEqualTo("web");
  }

  @Test
  void a_pattern_that_gives_no_host_names_or_the_same_to_many_is_refused() {
    for (String bad : List.of("web_{n}", "web", "-{n}", "{n", "{n:0}", "a b{n}", "{n}\n")) {
      assertThatThrownBy(() -> NamePattern.parse("names", bad, 2))
          .as(bad)
          .isInstanceOf(MalformedValue.class);
    }
  }

  @Test
  void an_id_is_a_number_from_101_a_uuid_or_a_name() {
    for (String good :
        List.of("101", "999999999", "ct101", "0b1c2d3e-0000-4000-8000-00000000abcd")) {
      assertThat(ContainerId.parse("container", good).text()).isEqualTo(good);
    }
    for (String bad : List.of("", "100", "01", "1000000000", "-n", "a b", "../x", "101\n", "a;b")) {
      assertThatThrownBy(() -> ContainerId.parse("container", bad))
          .as(bad)
          .isInstanceOf(MalformedValue.class);
    }
  }
}
