package dev.vireo.ramcloud.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every order of what can happen to commits over two tablets, within bounds: that each is done at
 * both or at none, once, that nobody is shown a part of one, or one that was said not to be, and
 * that nothing is held for ever. And that leaving a rule out is noticed, for each rule.
 */
class CommitModelTest {

  private record Frame(String name, ArrayDeque<CommitModel.Step> rest) {}

  /** What was found: how many states there are, and the steps to the first broken promise. */
  private record Found(int states, @Nullable String violation) {}

  @Test
  void a_commit_is_whole_whoever_gives_it_up() {
    holds(bounds(1, 0, 1, 0));
  }

  @Test
  @Tag("long")
  void a_commit_is_whole_whoever_ends_and_whoever_gives_it_up() {
    holds(bounds(1, 1, 1, 0));
  }

  @Test
  void a_commit_is_done_once_though_all_that_tells_of_it_is_forgotten() {
    holds(bounds(1, 1, 0, 1));
  }

  @ParameterizedTest
  @EnumSource(CommitRule.class)
  void a_rule_that_is_left_out_is_missed(CommitRule rule) {
    CommitModel.Bounds all =
        switch (rule) {
          case AGREE_WHEN_LOGGED -> bounds(1, 1, 0, 0);
          case HOLD -> bounds(1, 0, 0, 0);
          case GIVE_UP_BY_RECORD -> bounds(1, 0, 1, 0);
          case TAKEN_ONCE, CUT_WHEN_OVER, SETTLED_BY_OWNER -> bounds(1, 1, 0, 1);
        };
    Set<CommitRule> rest = EnumSet.allOf(CommitRule.class);
    rest.remove(rule);
    Found found =
        search(
            new CommitModel.Bounds(all.commits(), all.crashes(), all.giveUps(), all.cuts(), rest));
    assertThat(found.violation()).as("%s, %d states", rule, found.states()).isNotNull();
    if (all.cuts() == 0) {
      // Those with cuts have their own test, which takes longer.
      assertThat(search(all).violation()).as("with the rule").isNull();
    }
  }

  private static CommitModel.Bounds bounds(int commits, int crashes, int giveUps, int cuts) {
    return new CommitModel.Bounds(commits, crashes, giveUps, cuts, EnumSet.allOf(CommitRule.class));
  }

  private static void holds(CommitModel.Bounds bounds) {
    Found found = search(bounds);
    assertThat(found.violation()).as("%s, %d states", bounds, found.states()).isNull();
    assertThat(found.states()).isGreaterThan(100);
    System.out.println("commits: " + bounds + ": " + found.states() + " states");
  }

  private static Found search(CommitModel.Bounds bounds) {
    Set<String> known = new HashSet<>();
    ArrayDeque<Frame> path = new ArrayDeque<>();
    CommitModel first = new CommitModel(bounds);
    known.add(first.toString());
    path.push(new Frame("start", new ArrayDeque<>(first.next())));
    while (!path.isEmpty()) {
      CommitModel.Step step = path.element().rest().poll();
      if (step == null) {
        path.pop();
      } else if (step.after().violation() != null) {
        return new Found(known.size(), told(path, step));
      } else if (known.add(step.after().toString())) {
        List<CommitModel.Step> next = step.after().next();
        if (CommitModel.isStuck(step.after(), next)) {
          return new Found(known.size(), told(path, step) + "objects are held for ever");
        }
        path.push(new Frame(step.name(), new ArrayDeque<>(next)));
      }
    }
    return new Found(known.size(), null);
  }

  private static String told(ArrayDeque<Frame> path, CommitModel.Step last) {
    List<String> lines = new ArrayList<>();
    path.descendingIterator().forEachRemaining(frame -> lines.add(frame.name()));
    lines.add(last.name());
    return String.join("\n  ", lines) + "\n=> " + last.after().violation();
  }
}
