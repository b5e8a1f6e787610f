package dev.vireo.hypervisor.script;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Steps that a host carries out in order, in one shell, over one channel.
 *
 * @param steps at least one; ids are unique
 * @param budget for how long the host may begin further steps, in whole seconds of 1 s to 24 h. A
 *     step that has begun is not cut short: who holds a lease gives the rest of the lease less the
 *     longest step.
 * @param onFailure what the host does after a step with an exit status other than 0
 */
public record Script(List<Step> steps, Duration budget, OnFailure onFailure) {

  /** The budget of a script that is given none. */
  public static final Duration DEFAULT_BUDGET = Duration.ofMinutes(10);

  /** What follows a failed step. */
  public enum OnFailure {
    /** The next step. */
    GO_ON,
    /** Nothing: the rest is reported as not run. */
    STOP
  }

  public Script {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a script has at least one step");
    }
    Set<String> ids = new HashSet<>();
    for (Step step : steps) {
      if (!ids.add(step.id())) {
        throw new IllegalArgumentException(
            "two steps have the id " + step.id() + "; results could not be told apart");
      }
    }
    if (budget.compareTo(Duration.ofSeconds(1)) < 0 || budget.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "a script's budget is 1 second to 24 hours, not " + budget);
    }
    budget = Duration.ofSeconds(budget.toSeconds());
  }

  /** Steps with {@link #DEFAULT_BUDGET}, of which a failed one stops nothing. */
  public static Script of(List<Step> steps) {
    return new Script(steps, DEFAULT_BUDGET, OnFailure.GO_ON);
  }

  /** As {@link #of(List)}. */
  public static Script of(Step... steps) {
    return of(List.of(steps));
  }

  /** The same steps with another budget. */
  public Script within(Duration budget) {
    return new Script(steps, budget, onFailure);
  }

  /** The same steps, ended by the first that fails. */
  public Script stoppingOnFailure() {
    return new Script(steps, budget, OnFailure.STOP);
  }
}
