package dev.vireo.bench.ramcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.bench.estate.NotMeasured;
import org.junit.jupiter.api.Test;

class RedisBenchmarkTest {

  @Test
  void reads_the_figures_of_each_command() {
    var figures =
        RedisBenchmark.parse(
            """
            "test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms","p95_latency_ms","p99_latency_ms","max_latency_ms"
            "SET","90909.09","0.301","0.104","0.295","0.431","0.527","0.863"
            "GET","100000.00","0.256","0.080","0.247","0.335","0.399","0.623"
            """);
    assertThat(figures)
        .containsEntry("SET", new RedisBenchmark.Figure(90909.09, 0.295, 0.527))
        .containsEntry("GET", new RedisBenchmark.Figure(100_000, 0.247, 0.399));
  }

  @Test
  void says_what_was_printed_where_there_are_no_figures() {
    assertThatThrownBy(() -> RedisBenchmark.parse("Could not connect to Redis at 127.0.0.1:1"))
        .isInstanceOf(NotMeasured.class)
        .hasMessageContaining("Could not connect");
  }
}
