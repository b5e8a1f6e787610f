package dev.vireo.bench.backup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How many runs went on at once, from when each began and ended. */
final class Overlaps {

  private Overlaps() {}

  /** A run, from its {@code BackupStarted} to its end. */
  record Span(String host, String destination, Instant began, Instant ended) {}

  /** The most at once of those that have one key. */
  static int most(List<Span> spans, Function<Span, String> key) {
    record Step(Instant at, int change, String key) {}
    List<Step> steps = new ArrayList<>();
    for (Span span : spans) {
      steps.add(new Step(span.began(), 1, key.apply(span)));
      steps.add(new Step(span.ended(), -1, key.apply(span)));
    }
    // Ends first: a place that is given back is given on within the clock's own tick.
    steps.sort(Comparator.comparing(Step::at).thenComparingInt(Step::change));
    Map<String, Integer> going = new HashMap<>();
    int most = 0;
    for (Step step : steps) {
      most = Math.max(most, going.merge(step.key(), step.change(), Integer::sum));
    }
    return most;
  }
}
