package dev.vireo.bench.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bench.backup.Overlaps.Span;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlapsTest {

  private static Span span(String host, String destination, long began, long ended) {
    return new Span(host, destination, Instant.ofEpochSecond(began), Instant.ofEpochSecond(ended));
  }

  @Test
  void counts_the_most_at_once_of_one_key_and_of_all() {
    List<Span> spans =
        List.of(
            span("a", "v", 0, 10),
            span("a", "w", 10, 20),
            span("b", "v", 5, 12),
            span("c", "v", 6, 7));
    assertThat(Overlaps.most(spans, Span::host)).isEqualTo(1);
    assertThat(Overlaps.most(spans, Span::destination)).isEqualTo(3);
    assertThat(Overlaps.most(spans, s -> "")).isEqualTo(3);
  }

  @Test
  void two_runs_of_one_host_that_overlap_are_two() {
    assertThat(Overlaps.most(List.of(span("a", "v", 0, 10), span("a", "w", 9, 11)), Span::host))
        .isEqualTo(2);
  }
}
