package dev.vireo.bus.kit;

import java.time.Duration;
import java.util.Optional;

/**
 * Where it is written who holds what: an entry per resource, which ends by itself.
 *
 * <p>Each method throws {@link BusUnavailable} while the store does not answer. Whether what was
 * asked was done is then not known.
 */
public interface LeaseStore {

  /**
   * Takes a resource that nobody holds.
   *
   * @param resource such as {@code esx-01/storage}
   * @param holder who asks, for the eyes of an operator
   * @param term how long the entry lasts at least, from when it is written
   * @return the entry; empty if somebody else holds the resource
   */
  Optional<Entry> take(String resource, String holder, Duration term);

  /** An entry as its holder has it. What is done to one that has passed to another does nothing. */
  interface Entry {

    /** Higher than that of each entry of the resource before. */
    long fence();

    /**
     * Makes it last {@code term} from when that is written.
     *
     * @return false if it has ended, or somebody else has the resource
     */
    boolean renew(Duration term);

    /** Ends it now. */
    void giveBack();
  }
}
