package dev.vireo.multipath.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which order the hosts of a fleet are changed: canaries first, all of which must succeed; then
 * waves of a chosen width, until more hosts have failed than the error budget allows. A wave begins
 * when the former has ended. A pure state machine: whoever drives it keeps who was started and how
 * each ended, and asks {@link #next} after every change of either, also after a crash.
 *
 * @param hosts in the order in which they shall be changed, each once
 */
public record Rollout(List<String> hosts, Policy policy) {

  /**
   * @param canary hosts that go first, alone; 0 for none
   * @param wave hosts at a time afterwards; 0 for all at once
   * @param maxFailures hosts that may fail after the canaries without the rollout being stopped
   */
  public record Policy(int canary, int wave, int maxFailures) {

    public Policy {
      checkNotNegative("canary", canary);
      checkNotNegative("wave", wave);
      checkNotNegative("max-failures", maxFailures);
    }

    private static void checkNotNegative(String field, int value) {
      if (value < 0) {
        throw new MalformedValue(field, "" + value, 0, "is negative", "give 0 or more");
      }
    }
  }

  /** How a host ended: all its devices as planned, or not. */
  public enum Ended {
    SUCCEEDED,
    FAILED
  }

  /** What to do now. */
  public sealed interface Decision {

    record StartHosts(List<String> hosts) implements Decision {
      public StartHosts {
        hosts = List.copyOf(hosts);
      }
    }

    /** Hosts of the current stage have not ended. */
    record Wait(Set<String> running) implements Decision {
      public Wait {
        running = Set.copyOf(running);
      }
    }

    /**
     * No further host is started.
     *
     * @param running those that were started and have not ended; they end by themselves
     */
    record Stop(String reason, Set<String> running, List<String> untouched) implements Decision {
      public Stop {
        running = Set.copyOf(running);
        untouched = List.copyOf(untouched);
      }
    }

    record Done(int succeeded, int failed) implements Decision {}
  }

  public Rollout {
    hosts = List.copyOf(hosts);
    if (new HashSet<>(hosts).size() != hosts.size()) {
      throw new IllegalArgumentException("a host is named twice: " + hosts);
    }
  }

  /**
   * @param started hosts that were told to begin
   * @param ended how hosts ended; whoever ended counts as started
   */
  public Decision next(Set<String> started, Map<String, Ended> ended) {
    Set<String> begun = new HashSet<>(started);
    begun.addAll(ended.keySet());
    begun.retainAll(hosts);
    Set<String> running = new HashSet<>(begun);
    running.removeAll(ended.keySet());
    List<String> waiting = hosts.stream().filter(h -> !begun.contains(h)).toList();
    List<String> failed = hosts.stream().filter(h -> ended.get(h) == Ended.FAILED).toList();
    List<String> canaries = hosts.subList(0, Math.min(policy.canary(), hosts.size()));
    List<String> failedCanaries = failed.stream().filter(canaries::contains).toList();
    if (waiting.isEmpty()) {
      return running.isEmpty()
          ? new Decision.Done(hosts.size() - failed.size(), failed.size())
          : new Decision.Wait(running);
    }
    if (!failedCanaries.isEmpty()) {
      return new Decision.Stop(
          "canary " + String.join(", ", failedCanaries) + " failed", running, waiting);
    }
    if (failed.size() > policy.maxFailures()) {
      return new Decision.Stop(
          failed.size()
              + (failed.size() == 1 ? " host" : " hosts")
              + " failed, "
              + policy.maxFailures()
              + " may: "
              + String.join(", ", failed),
          running,
          waiting);
    }
    List<String> stage = stageOf(waiting.getFirst(), canaries);
    List<String> toStart = stage.stream().filter(waiting::contains).toList();
    boolean formerStageRuns = running.stream().anyMatch(h -> !stage.contains(h));
    return formerStageRuns ? new Decision.Wait(running) : new Decision.StartHosts(toStart);
  }

  /** The canaries, or the wave that the host belongs to. */
  private List<String> stageOf(String host, List<String> canaries) {
    if (canaries.contains(host)) {
      return canaries;
    }
    List<String> rest = new ArrayList<>(hosts.subList(canaries.size(), hosts.size()));
    if (policy.wave() == 0) {
      return rest;
    }
    int wave = rest.indexOf(host) / policy.wave();
    return rest.subList(wave * policy.wave(), Math.min((wave + 1) * policy.wave(), rest.size()));
  }
}
