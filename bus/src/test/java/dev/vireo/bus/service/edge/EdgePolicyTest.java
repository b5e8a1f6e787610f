package dev.vireo.bus.service.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EdgePolicyTest {

  @Test
  void asks_nothing_of_a_service_that_only_this_machine_reaches() {
    assertThat(new EdgePolicy("127.0.0.1", true, false, false).objection()).isEmpty();
  }

  @Test
  void lets_others_in_with_tls_and_tokens() {
    assertThat(new EdgePolicy("0.0.0.0", false, true, true).objection()).isEmpty();
  }

  @Test
  void says_what_is_missing_where_others_could_come_in() {
    assertThat(new EdgePolicy("0.0.0.0", false, true, false).objection())
        .hasValueSatisfying(words -> assertThat(words).contains("it has no tokens"));
    assertThat(new EdgePolicy("10.0.0.5", false, false, true).objection())
        .hasValueSatisfying(words -> assertThat(words).contains("it has no TLS"));
    assertThat(new EdgePolicy("::", false, false, false).objection())
        .hasValueSatisfying(
            words ->
                assertThat(words)
                    .startsWith("VIREO_HTTP_HOST is ::")
                    .contains("neither TLS nor tokens")
                    .endsWith("or listen on 127.0.0.1"));
  }
}
