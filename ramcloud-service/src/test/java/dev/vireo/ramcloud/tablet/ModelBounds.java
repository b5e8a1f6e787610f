package dev.vireo.ramcloud.tablet;

import java.util.Set;
import java.util.function.Consumer;

/**
 * How far a model is explored: how often each thing may happen in one history.
 *
 * @param masters how many; the first owns the tablet at the start
 * @param keys how many
 * @param writes appended values, over all masters and keys
 * @param heartbeats appends without a value
 * @param takeOvers attempts, beside that of the first owner
 * @param ticks steps of time; a lease is two of them
 * @param failures sends that their master gives up, and that may come to lie in the log later
 * @param failOvers losses of the broker's leader, with all that was not replicated
 * @param compactions runs of the log cleaner
 * @param handOvers tablets given up on purpose
 * @param looks at where the log ends, before it is read
 */
record ModelBounds(
    int masters,
    int keys,
    int writes,
    int heartbeats,
    int takeOvers,
    int ticks,
    int failures,
    int failOvers,
    int compactions,
    int handOvers,
    int looks,
    Set<Safeguard> safeguards) {

  static final long LEASE = 2;

  static ModelBounds of(int masters, int keys, int writes, int takeOvers) {
    return new ModelBounds(masters, keys, writes, 0, takeOvers, 0, 0, 0, 0, 0, 0, Safeguard.all());
  }

  ModelBounds heartbeats(int n) {
    return with(draft -> draft.heartbeats = n);
  }

  ModelBounds ticks(int n) {
    return with(draft -> draft.ticks = n);
  }

  ModelBounds failures(int n) {
    return with(draft -> draft.failures = n);
  }

  ModelBounds failOvers(int n) {
    return with(draft -> draft.failOvers = n);
  }

  ModelBounds compactions(int n) {
    return with(draft -> draft.compactions = n);
  }

  ModelBounds handOvers(int n) {
    return with(draft -> draft.handOvers = n);
  }

  ModelBounds looks(int n) {
    return with(draft -> draft.looks = n);
  }

  ModelBounds without(Safeguard one) {
    return with(draft -> draft.safeguards = Safeguard.allBut(one));
  }

  private ModelBounds with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new ModelBounds(
        masters,
        keys,
        writes,
        draft.heartbeats,
        takeOvers,
        draft.ticks,
        draft.failures,
        draft.failOvers,
        draft.compactions,
        draft.handOvers,
        draft.looks,
        draft.safeguards);
  }

  /** What can be changed, while it is. */
  private static final class Draft {
    private int heartbeats;
    private int ticks;
    private int failures;
    private int failOvers;
    private int compactions;
    private int handOvers;
    private int looks;
    private Set<Safeguard> safeguards;

    Draft(ModelBounds from) {
      heartbeats = from.heartbeats;
      ticks = from.ticks;
      failures = from.failures;
      failOvers = from.failOvers;
      compactions = from.compactions;
      handOvers = from.handOvers;
      looks = from.looks;
      safeguards = from.safeguards;
    }
  }
}
