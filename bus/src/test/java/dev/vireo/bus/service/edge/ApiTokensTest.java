package dev.vireo.bus.service.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.api.Test;

class ApiTokensTest {

  @Test
  void lets_in_whose_line_it_printed() {
    ApiTokens tokens =
        ApiTokens.parse(
            List.of(
                "# who asks", "", ApiTokens.line("ops", "one"), ApiTokens.line("graphs", "two")));

    assertThat(tokens.names()).containsExactly("ops", "graphs");
    assertThat(tokens.holder("Bearer two")).contains("graphs");
    assertThat(tokens.holder("bearer one")).contains("ops");
  }

  @Test
  void lets_in_nobody_else() {
    ApiTokens tokens = ApiTokens.parse(List.of(ApiTokens.line("ops", "one")));

    assertThat(tokens.holder("Bearer two")).isEmpty();
    assertThat(tokens.holder("Bearer")).isEmpty();
    assertThat(tokens.holder("Basic b25l")).isEmpty();
    assertThat(tokens.holder("one")).isEmpty();
  }

  @Test
  void names_the_line_that_is_wrong_and_does_not_repeat_what_may_be_a_token() {
    assertThatThrownBy(() -> ApiTokens.parse(List.of("# fine", "ops s3cret")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line 2 is not NAME sha256:HEX, as `vireo token NAME` prints it");
  }

  @Test
  void refuses_a_name_that_stands_twice() {
    assertThatThrownBy(
            () ->
                ApiTokens.parse(
                    List.of(ApiTokens.line("ops", "one"), ApiTokens.line("ops", "two"))))
        .hasMessage("line 2 names ops, who stands above already");
  }

  @Test
  void refuses_a_name_that_would_not_be_read_again() {
    assertThatThrownBy(() -> ApiTokens.line("two words", "one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'two words' is no name for a token");
  }

  @Property
  void never_lets_in_a_token_by_its_digest(@ForAll @NotBlank String token) {
    String line = ApiTokens.line("ops", token);
    String digest = line.substring(line.indexOf(':') + 1);

    assertThat(ApiTokens.parse(List.of(line)).holder("Bearer " + digest)).isEmpty();
  }
}
