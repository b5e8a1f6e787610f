package dev.vireo.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BackendChoiceTest {

  private static Optional<String> nothingInTheWay() {
    return Optional.empty();
  }

  private static Optional<String> noEngine() {
    return Optional.of("no container engine answers");
  }

  @Test
  void a_short_run_is_embedded_and_does_not_look_for_an_engine() {
    var choice =
        BackendChoice.decide(
            "",
            false,
            () -> {
              throw new AssertionError("asked for an engine");
            });
    assertThat(choice.kind()).isEqualTo(BackendChoice.Kind.EMBEDDED);
  }

  @Test
  void a_long_run_takes_containers_where_an_engine_answers() {
    assertThat(BackendChoice.decide("", true, BackendChoiceTest::nothingInTheWay))
        .isEqualTo(
            new BackendChoice(
                BackendChoice.Kind.CONTAINERS, "containers; the long run prefers containers"));
  }

  @Test
  void without_an_engine_it_is_embedded_and_the_line_says_why() {
    for (String asked : new String[] {"", "containers"}) {
      var choice = BackendChoice.decide(asked, true, BackendChoiceTest::noEngine);
      assertThat(choice.kind()).isEqualTo(BackendChoice.Kind.EMBEDDED);
      assertThat(choice.reason()).endsWith("but no container engine answers").hasLineCount(1);
    }
  }

  @Test
  void embedded_by_name_wins_over_the_long_run() {
    assertThat(BackendChoice.decide("embedded", true, BackendChoiceTest::nothingInTheWay).kind())
        .isEqualTo(BackendChoice.Kind.EMBEDDED);
  }

  @Test
  void an_unknown_name_is_refused_with_the_known_ones() {
    assertThatThrownBy(() -> BackendChoice.decide("docker", false, BackendChoiceTest::noEngine))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("vireo.backends is embedded or containers, not 'docker'");
  }
}
