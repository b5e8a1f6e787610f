package dev.vireo.ramcloud.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A log of entries in memory of a fixed size, outside the heap, and the hash tables that point into
 * it. One thread's.
 *
 * <p>To write: {@link #makeRoom}, then {@link #append}, then insert or replace in an {@link
 * ObjectMap}, and {@link #discard} what was replaced. Entries move only in {@link #makeRoom} and
 * {@link #clean}.
 */
public final class LogMemory implements AutoCloseable {
  /**
   * Beyond this share of what segments hold, cleaning costs too much: one free byte for twenty
   * copied.
   */
  private static final double CLEANABLE = 0.95;

  /** Nothing was written: no room. */
  public static final long NO_ROOM = -1;

  /** Knows where entries are found, and follows them. */
  public interface Moves {
    /**
     * The hash table that finds the entry, if any does; null where it need not be kept, and nothing
     * finds it any more.
     */
    @Nullable ObjectMap home(long entry);

    /** The entry at {@code from}, which has secondary keys, lies at {@code to} from now on. */
    void moved(long from, long to);

    /** An entry of a map that is being dismantled is about to go. */
    void forgotten(long entry);
  }

  private static final long STEP_BYTES = 32 << 10;

  private final SegmentPool pool;
  private final MemorySegment memory;
  private final PageStore pages;
  private final SegmentLog log;
  private final EntryChecksum checksum;
  private final Cleaner cleaner;
  private final Moves moves;
  private final ArrayDeque<ObjectMap> leaving = new ArrayDeque<>();
  private long promised;

  /**
   * An empty memory.
   *
   * @param seconds the time, since 1970; asked for where it has to be chosen what to clean
   */
  public LogMemory(MemoryConfig config, Moves moves, LongSupplier seconds) {
    this.moves = moves;
    pool = new SegmentPool(config);
    memory = pool.memory;
    pages = new PageStore(pool, config.hashTableShare());
    log = new SegmentLog(pool);
    checksum = new EntryChecksum(pool);
    cleaner = new Cleaner(pool, log, new Homes(), seconds);
  }

  /** What the offsets of entries are counted from. */
  public MemorySegment memory() {
    return memory;
  }

  /** A new hash table, or null where there is no memory for one. */
  public @Nullable ObjectMap newMap() {
    long page = pages.takePage();
    return page == ObjectMap.ABSENT ? null : new ObjectMap(memory, pages, page);
  }

  /** Lets go of a hash table and all it holds, bit by bit in {@link #clean}. */
  public void leave(ObjectMap map) {
    leaving.add(map);
  }

  /** Whether an entry of that many bytes fits a segment. */
  public boolean fits(long entryBytes) {
    return entryBytes <= log.mostEntryBytes() - 8;
  }

  /**
   * Makes room for entries, if need be by cleaning; entries may move.
   *
   * @param entryBytes of all of them
   * @param largest of the largest
   * @param count how many
   * @return false when there is none, and will be none before something is removed
   */
  public boolean makeRoom(long entryBytes, int largest, int count) {
    cleaner.pace((int) Math.min(entryBytes + 8L * count, Integer.MAX_VALUE));
    if (count == 1 ? !headTakes(largest) : !segmentsFor(entryBytes, largest, count)) {
      return false;
    }
    return pages.buckets(count);
  }

  /** Whether live entries may grow by that many bytes (negative: shrink) within the limit. */
  public boolean mayGrow(long bytes) {
    return bytes <= 0 || log.liveBytes() + promised + bytes <= mostLive();
  }

  /** Keeps room for what is certain to be written later; negative: it was, or will not be. */
  public void promise(long bytes) {
    promised += bytes;
  }

  private boolean headTakes(int bytes) {
    int padded = EntryLayout.padded(bytes);
    for (int tries = 0; !log.headTakes(padded); tries++) {
      if (tries == 64 || !freeOne()) {
        return false;
      }
    }
    return true;
  }

  private boolean segmentsFor(long entryBytes, int largest, int count) {
    long perSegment = pool.segmentBytes - SegmentLog.FIRST - EntryLayout.padded(largest) + 8L;
    long need = 1 + (entryBytes + 8L * count) / perSegment;
    for (int tries = 0; pool.free() - SegmentPool.RESERVE < need; tries++) {
      if (tries == 64 || !freeOne()) {
        return false;
      }
    }
    return true;
  }

  private boolean freeOne() {
    return cleaner.one() || dismantle() || (log.closeSurvivor() && cleaner.one());
  }

  /**
   * Writes an entry, for which {@link #makeRoom} was true. It has no checksum until {@link #seal}.
   *
   * @param expiry milliseconds since 1970; 0: none
   * @param keysBlock of {@link EntryCodec#secondaryKeys}
   * @param now seconds since 1970
   * @return where it lies, or {@link #NO_ROOM}
   */
  public long append(
      EntryKind kind,
      long table,
      ByteSpan key,
      ByteSpan value,
      long version,
      long expiry,
      ByteSpan keysBlock,
      long now) {
    int length =
        (int) EntryCodec.length(key.length(), value.length(), expiry != 0, keysBlock.length());
    int padded = EntryLayout.padded(length);
    if (!log.headTakes(padded)) {
      return NO_ROOM;
    }
    long entry = log.append(padded);
    EntryCodec.write(memory, entry, kind, table, key, value, version, expiry, keysBlock, now);
    log.live(entry, padded, now);
    return entry;
  }

  /** Writes an entry that is encoded already and undamaged; else as {@link #append}. */
  public long append(ByteSpan image) {
    int padded = EntryLayout.padded(image.length());
    if (!log.headTakes(padded)) {
      return NO_ROOM;
    }
    long entry = log.append(padded);
    image.copyTo(memory, entry);
    memory.set(JAVA_BYTE, entry + EntryLayout.LIFE, (byte) 0);
    log.live(entry, padded, EntryLayout.written(memory, entry));
    return entry;
  }

  /** The entry is not found by its key any more, and its room can be had back. */
  public void discard(long entry) {
    memory.set(JAVA_BYTE, entry + EntryLayout.LIFE, (byte) 1);
    log.dead(
        entry,
        EntryLayout.padded(EntryLayout.length(memory, entry)),
        EntryLayout.written(memory, entry));
  }

  /** Gives the entry its checksum: what leaves this memory for the replicated log needs one. */
  public void seal(long entry) {
    int length = EntryLayout.length(memory, entry);
    memory.set(
        EntryLayout.INT,
        entry + EntryLayout.CRC,
        checksum.of(entry + EntryLayout.CHECKED, length - EntryLayout.CHECKED));
  }

  /** What the entry takes in its segment. */
  public int bytes(long entry) {
    return EntryLayout.padded(EntryLayout.length(memory, entry));
  }

  /** The version of the entry. */
  public long version(long entry) {
    return EntryLayout.version(memory, entry);
  }

  /** When the entry's object ends, in milliseconds since 1970; 0: it does not. */
  public long expiry(long entry) {
    return EntryLayout.expiry(memory, entry);
  }

  /** The table of the entry. */
  public long table(long entry) {
    return EntryLayout.table(memory, entry);
  }

  /** Whether the entry is a tombstone. */
  public boolean tombstone(long entry) {
    return (EntryLayout.flags(memory, entry) & EntryLayout.KIND_MASK)
        == EntryKind.TOMBSTONE.ordinal();
  }

  /** Whether the entry's object has secondary keys. */
  public boolean indexed(long entry) {
    return (EntryLayout.flags(memory, entry) & EntryLayout.HAS_KEYS) != 0;
  }

  /**
   * Cleans while it is needed and time is left.
   *
   * @return whether there is more to do
   */
  public boolean clean(long maxNanos) {
    long start = System.nanoTime();
    while (!leaving.isEmpty() || cleaner.wanted()) {
      if (!leaving.isEmpty()) {
        dismantle();
      } else if (!cleaner.step(STEP_BYTES)) {
        return false;
      }
      if (System.nanoTime() - start >= maxNanos) {
        return !leaving.isEmpty() || cleaner.wanted();
      }
    }
    return false;
  }

  /** What the memory is used for. */
  public MemoryUsage usage() {
    long segment = pool.segmentBytes;
    return new MemoryUsage(
        pool.count * segment,
        (pool.count - pool.free()) * segment,
        log.liveBytes(),
        log.usedBytes() - log.liveBytes(),
        pages.segments() * segment,
        mostLive(),
        cleaner.cleaned(),
        cleaner.copied());
  }

  @Override
  public void close() {
    pool.close();
  }

  private long mostLive() {
    long segments = pool.count - pages.segments() - SegmentPool.RESERVE - 1L;
    return (long) (segments * pool.segmentBytes * CLEANABLE);
  }

  /** One page of a map that is left; false where there is none. */
  private boolean dismantle() {
    ObjectMap map = leaving.peek();
    if (map == null) {
      return false;
    }
    boolean more =
        map.dismantle(
            entry -> {
              moves.forgotten(entry);
              discard(entry);
            });
    if (!more) {
      leaving.remove();
    }
    return true;
  }

  /** What the cleaner asks: maps that are left are ours to look into. */
  private final class Homes implements Cleaner.Index {
    @Override
    public @Nullable ObjectMap home(long entry) {
      return moves.home(entry);
    }

    @Override
    public void abandoned(long entry) {
      if (!leaving.isEmpty()) {
        forget(entry);
      }
    }

    @Override
    public void moved(long from, long to) {
      moves.moved(from, to);
    }
  }

  private void forget(long entry) {
    for (ObjectMap map : leaving) {
      if (map.remove(map.hashOf(entry), entry)) {
        moves.forgotten(entry);
        return;
      }
    }
  }
}
