package dev.vireo.ramcloud.tablet;

import java.util.Set;

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
    Set<Safeguard> safeguards) {

  static final long LEASE = 2;

  static ModelBounds of(int masters, int keys, int writes, int takeOvers) {
    return new ModelBounds(masters, keys, writes, 0, takeOvers, 0, 0, 0, 0, 0, Safeguard.all());
  }

  ModelBounds heartbeats(int n) {
    return new ModelBounds(
        masters,
        keys,
        writes,
        n,
        takeOvers,
        ticks,
        failures,
        failOvers,
        compactions,
        handOvers,
        safeguards);
  }

  ModelBounds ticks(int n) {
    return new ModelBounds(
        masters,
        keys,
        writes,
        heartbeats,
        takeOvers,
        n,
        failures,
        failOvers,
        compactions,
        handOvers,
        safeguards);
  }

  ModelBounds failures(int n) {
    return new ModelBounds(
        masters,
        keys,
        writes,
        heartbeats,
        takeOvers,
        ticks,
        n,
        failOvers,
        compactions,
        handOvers,
        safeguards);
  }

  ModelBounds failOvers(int n) {
    return new ModelBounds(
        masters,
        keys,
        writes,
        heartbeats,
        takeOvers,
        ticks,
        failures,
        n,
        compactions,
        handOvers,
        safeguards);
  }

  ModelBounds compactions(int n) {
    return new ModelBounds(
        masters,
        keys,
        writes,
        heartbeats,
        takeOvers,
        ticks,
        failures,
        failOvers,
        n,
        handOvers,
        safeguards);
  }

  ModelBounds handOvers(int n) {
    return new ModelBounds(
        masters,
        keys,
        writes,
        heartbeats,
        takeOvers,
        ticks,
        failures,
        failOvers,
        compactions,
        n,
        safeguards);
  }

  ModelBounds without(Safeguard one) {
    return new ModelBounds(
        masters,
        keys,
        writes,
        heartbeats,
        takeOvers,
        ticks,
        failures,
        failOvers,
        compactions,
        handOvers,
        Safeguard.allBut(one));
  }
}
