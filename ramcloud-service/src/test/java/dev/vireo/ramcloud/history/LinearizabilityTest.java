package dev.vireo.ramcloud.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.ramcloud.history.Operation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {

  @Test
  void accepts_reads_that_overlap_a_write_and_see_either_side() {
    assertThat(
            Linearizability.violation(
                List.of(
                    operation(Kind.WRITE, "1", "", 0, 10),
                    operation(Kind.READ, "", "", 1, 5),
                    operation(Kind.READ, "", "1", 2, 7))))
        .isEmpty();
  }

  @Test
  void finds_a_read_that_goes_back() {
    assertThat(
            Linearizability.violation(
                List.of(
                    operation(Kind.WRITE, "1", "", 0, 10),
                    operation(Kind.READ, "", "1", 1, 5),
                    operation(Kind.READ, "", "", 6, 7))))
        .isPresent();
  }

  @Test
  void finds_an_acknowledged_write_that_is_gone() {
    assertThat(
            Linearizability.violation(
                List.of(
                    operation(Kind.APPEND, "a", "a", 0, 1),
                    operation(Kind.APPEND, "b", "ab", 2, 3),
                    operation(Kind.READ, "", "a", 4, 5))))
        .isPresent();
  }

  @Test
  void lets_a_write_without_an_answer_happen_late_or_never() {
    var unknown = operation(Kind.APPEND, "x", "", 0, Operation.NEVER);
    assertThat(
            Linearizability.violation(
                List.of(
                    unknown,
                    operation(Kind.READ, "", "", 5, 6),
                    operation(Kind.READ, "", "x", 7, 8))))
        .isEmpty();
    assertThat(Linearizability.violation(List.of(unknown, operation(Kind.READ, "", "", 9, 10))))
        .isEmpty();
  }

  @Test
  void finds_a_write_that_was_done_twice() {
    assertThat(
            Linearizability.violation(
                List.of(
                    operation(Kind.APPEND, "x", "", 0, Operation.NEVER),
                    operation(Kind.READ, "", "xx", 5, 6))))
        .isPresent();
  }

  @Test
  void finds_an_increment_that_was_done_twice() {
    assertThat(
            Linearizability.violation(
                List.of(
                    operation(Kind.INCREMENT, "", "1", 0, 1),
                    operation(Kind.INCREMENT, "", "3", 2, 3))))
        .isPresent();
  }

  @Test
  void finds_two_that_created_the_same_and_a_remove_of_what_was_not_there() {
    assertThat(
            Linearizability.violation(
                List.of(
                    operation(Kind.CREATE, "a", "1", 0, 1),
                    operation(Kind.CREATE, "b", "1", 2, 3))))
        .isPresent();
    assertThat(
            Linearizability.violation(
                List.of(
                    operation(Kind.CREATE, "a", "1", 0, 1), operation(Kind.REMOVE, "", "0", 2, 3))))
        .isPresent();
    assertThat(
            Linearizability.violation(
                List.of(
                    operation(Kind.CREATE, "a", "1", 0, 1),
                    operation(Kind.REMOVE, "", "1", 2, 3),
                    operation(Kind.CREATE, "b", "1", 4, 5))))
        .isEmpty();
  }

  @Test
  void finds_a_torn_read_of_a_commit() {
    var put = operation(Kind.PUT, "a=1,b=1", "", 0, 1);
    var commit = operation(Kind.COMMIT, "a=1,b=1>a=2,b=2", "1", 2, 9);
    assertThat(
            Linearizability.violation(
                List.of(
                    put,
                    commit,
                    operation(Kind.LOOK, "a", "2", 3, 4),
                    operation(Kind.LOOK, "b", "1", 5, 6))))
        .isPresent();
    assertThat(
            Linearizability.violation(
                List.of(
                    put,
                    commit,
                    operation(Kind.LOOK, "b", "1", 3, 4),
                    operation(Kind.LOOK, "a", "2", 5, 6),
                    operation(Kind.COMMIT, "a=2,b=2>", "1", 7, 8))))
        .isEmpty();
  }

  @Test
  void finds_a_commit_that_was_refused_for_no_reason_and_one_that_was_done_in_spite_of_one() {
    var put = operation(Kind.PUT, "a=1,b=1", "", 0, 1);
    assertThat(
            Linearizability.violation(List.of(put, operation(Kind.COMMIT, "a=1>b=2", "0", 2, 3))))
        .isPresent();
    assertThat(
            Linearizability.violation(List.of(put, operation(Kind.COMMIT, "a=7>b=2", "1", 2, 3))))
        .isPresent();
  }

  @Test
  void lets_a_commit_without_an_answer_be_done_late_never_and_not_in_part() {
    var put = operation(Kind.PUT, "a=1,b=1", "", 0, 1);
    var unknown = operation(Kind.COMMIT, "a=1>a=2,b=2", "", 2, Operation.NEVER);
    assertThat(
            Linearizability.violation(List.of(put, unknown, operation(Kind.LOOK, "a", "1", 5, 6))))
        .isEmpty();
    assertThat(
            Linearizability.violation(
                List.of(
                    put,
                    unknown,
                    operation(Kind.LOOK, "a", "2", 5, 6),
                    operation(Kind.LOOK, "b", "1", 7, 8))))
        .isPresent();
  }

  @Test
  void finds_a_swap_of_what_was_not_there() {
    assertThat(
            Linearizability.violation(
                List.of(
                    operation(Kind.WRITE, "x", "", 0, 1), operation(Kind.SWAP, "y>z", "1", 2, 3))))
        .isPresent();
    assertThat(
            Linearizability.violation(
                List.of(
                    operation(Kind.WRITE, "x", "", 0, 1),
                    operation(Kind.SWAP, "x>z", "1", 2, 3),
                    operation(Kind.READ, "", "z", 4, 5))))
        .isEmpty();
  }

  private static Operation operation(
      Kind kind, String input, String output, long called, long answered) {
    return new Operation("k", kind, input, output, called, answered);
  }
}
