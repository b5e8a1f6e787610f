package dev.vireo.ramcloud.memory;

/**
 * What a shard's memory is used for, in bytes.
 *
 * @param limit what may be taken
 * @param taken in segments that hold something
 * @param live entries that are found by their key
 * @param dead entries in taken segments that the cleaner will leave behind
 * @param hashTable segments of the hash table
 * @param mostLive live entries beyond this are refused
 * @param cleaned bytes of segments that were freed by cleaning, since the start
 * @param copied bytes of live entries that cleaning copied for it
 */
public record MemoryUsage(
    long limit,
    long taken,
    long live,
    long dead,
    long hashTable,
    long mostLive,
    long cleaned,
    long copied) {
  /** Live bytes of those that can be live. */
  public double utilisation() {
    return mostLive <= 0 ? 1 : (double) live / mostLive;
  }
}
