package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.Entry;
import dev.vireo.ramcloud.memory.MemoryConfig;
import dev.vireo.ramcloud.memory.MemoryUsage;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the slots that one thread owns. Every method is called by that thread: there is no
 * lock, and what is done between two calls nobody sees. It decides on what it holds; when a durable
 * write may be answered is for who owns the sink.
 *
 * <p>What an operation found is in the {@link Outcome}, whose value lies in the log and is valid
 * until the next call. Keys and values that are handed in are only read during the call.
 */
public final class Shard implements AutoCloseable {
  /** Longest key. */
  public static final int MOST_KEY_BYTES = 0xFFFF;

  /** Longest value. */
  public static final int MOST_VALUE_BYTES = 1 << 20;

  /**
   * What one group of mutations may hold: it is one record of the log, which takes 4 MiB. What is
   * above is {@link Status#REQUEST_TOO_LARGE}.
   */
  public static final int MOST_GROUP_BYTES = 3_500_000;

  /** What an entry takes of it besides its own bytes, at most, but for its key. */
  public static final int GROUP_OVERHEAD = 128;

  /** What became of an entry of the replicated log. */
  public enum Replayed {
    /** It is in force. */
    APPLIED,
    /** The same or something newer was known. */
    OLDER,
    /** Of a table that is not there any more. */
    DROPPED,
    /** It is damaged, or of a key that is not the tablet's: {@link Shard#replayDamage} tells. */
    CORRUPT,
    /** There is no room for it. */
    OUT_OF_MEMORY
  }

  private final Objects objects;
  private final Requests requests;
  private final Operations operations;
  private final Transactions transactions;
  private final HeldObjects held;
  private final Enumeration enumeration;
  private final Replay replay;
  private final Upkeep upkeep;

  /**
   * A shard without tables or tablets.
   *
   * @param millis the time, since 1970; asked for by every operation
   * @param sink where mutations of durable tables go
   * @param leases whether a client's lease holds; asked for by operations with a {@link RequestId}
   */
  public Shard(MemoryConfig config, LongSupplier millis, MutationSink sink, LongPredicate leases) {
    objects = new Objects(config, millis, sink);
    requests = new Requests(objects, leases);
    operations = new Operations(objects, requests);
    transactions = new Transactions(objects, requests);
    held = new HeldObjects(objects);
    enumeration = new Enumeration(objects);
    replay = new Replay(objects);
    upkeep = new Upkeep(objects);
  }

  // Tables and tablets.

  /**
   * From now on these are the tables. Objects of tables that are gone cannot be reached any more;
   * {@link #clean} takes them away. An index that is new is filled with what is here.
   */
  public void adopt(Tables tables) {
    if (objects.adopt(tables)) {
      upkeep.sweep();
    }
  }

  /** The tables as adopted last. */
  public Tables tables() {
    return objects.tables.tables();
  }

  /**
   * Takes a tablet, empty and {@linkplain #ready replaying}.
   *
   * @return false where there is no memory for it
   * @throws IllegalArgumentException when it overlaps one that is here
   */
  public boolean open(SlotRange tablet) {
    return objects.open(tablet);
  }

  /**
   * The tablet's log is replayed: tombstones are not needed any more, objects that have ended may
   * be removed.
   */
  public void ready(SlotRange tablet) {
    if (objects.ready(tablet)) {
      upkeep.sweep();
    }
  }

  /** Lets go of a tablet and all that is in it; {@link #clean} takes it apart. */
  public void drop(SlotRange tablet) {
    objects.drop(tablet);
  }

  /** The tablets that are here. */
  public List<SlotRange> tablets() {
    return objects.tablets().stream().map(tablet -> tablet.slots).toList();
  }

  /** The tablets that are here, are replayed, and whose log takes mutations. */
  public List<SlotRange> served() {
    return objects.served().stream().map(tablet -> tablet.slots).toList();
  }

  /** Whether the slot lies in a tablet that is here. */
  public boolean owns(int slot) {
    return objects.tablet(slot) != null;
  }

  /** What the next new key of the tablet gets as its version, at least. */
  public long safeVersion(SlotRange tablet) {
    return objects.tablet(tablet).safeVersion();
  }

  /** New keys of the tablet get at least this version. */
  public void raiseSafeVersion(SlotRange tablet, long version) {
    objects.tablet(tablet).raiseSafeVersion(version);
  }

  // Objects.

  /**
   * Reads an object. A missing one is {@link Status#OBJECT_DOESNT_EXIST} whatever the rules; where
   * they reject, the version is given all the same. It makes no garbage and moves nothing.
   */
  public Status read(long tableId, ByteSpan key, RejectRules rules, Outcome out) {
    return operations.read(tableId, key, rules, out);
  }

  /**
   * Writes an object: its version is the old one's plus one, or for a new key the tablet's counter.
   */
  public Status write(
      long tableId, ByteSpan key, ByteSpan value, WriteOptions options, Outcome out) {
    return operations.write(tableId, key, value, options, out);
  }

  /** Removes an object; gives its version. A missing one is OK with version 0. */
  public Status remove(
      long tableId, ByteSpan key, RejectRules rules, @Nullable RequestId request, Outcome out) {
    return operations.remove(tableId, key, rules, request, out);
  }

  /**
   * Adds to a 64-bit integer, little-endian; it wraps. A missing one is 0. Its end and secondary
   * keys stay.
   */
  public Status increment(
      long tableId,
      ByteSpan key,
      long by,
      RejectRules rules,
      @Nullable RequestId request,
      Outcome out) {
    return operations.increment(tableId, key, by, rules, request, out);
  }

  /** Adds to an IEEE 754 double, little-endian; otherwise as {@link #increment}. */
  public Status incrementDouble(
      long tableId,
      ByteSpan key,
      double by,
      RejectRules rules,
      @Nullable RequestId request,
      Outcome out) {
    return operations.incrementDouble(tableId, key, by, rules, request, out);
  }

  /**
   * Gives an object another end; its version grows by one.
   *
   * @param expiry milliseconds since 1970; {@link WriteOptions#NO_EXPIRY}: it does not end
   */
  public Status expire(long tableId, ByteSpan key, long expiry, RejectRules rules, Outcome out) {
    return operations.expire(tableId, key, expiry, rules, out);
  }

  /**
   * Up to {@link #endGroup} all mutations are one group of the sink, and of this slot's tablet.
   *
   * @return false where the slot is not here
   */
  public boolean beginGroup(int slot) {
    Tablet tablet = objects.tablet(slot);
    if (tablet == null) {
      return false;
    }
    objects.emitter.beginGroup(tablet);
    return true;
  }

  /** Ends the group; gives its number, 0 where nothing has to be logged. */
  public long endGroup() {
    return objects.emitter.endGroup();
  }

  /** Whether a group is open. */
  public boolean isInGroup() {
    return objects.emitter.isGrouped();
  }

  /** The number of the last group that the sink was given. */
  public long lastSequence() {
    return objects.emitter.sequence();
  }

  // Requests that are done once.

  /**
   * The client has all answers up to this one in this tablet; they are forgotten, and asking again
   * is stale.
   */
  public void acknowledge(SlotRange tablet, long client, long upTo) {
    requests.acknowledge(objects.tablet(tablet), client, upTo);
  }

  /** The leases of all other clients are over: their results are forgotten in every tablet. */
  public void keepLeases(LongPredicate kept) {
    for (Tablet tablet : objects.served()) {
      for (long client : tablet.results.clients()) {
        if (!kept.test(client)) {
          requests.endLease(tablet, client);
        }
      }
    }
  }

  // Transactions.

  /** Operations that are done together or not at all. */
  public Transactions transactions() {
    return transactions;
  }

  /** What transactions hold until they are decided. */
  public HeldObjects held() {
    return held;
  }

  /** Keys that are relied on not to be made. */
  public AbsentKeys absent() {
    return objects.absent;
  }

  // Many objects.

  /**
   * Shows objects of a table in a tablet, in the order of their hashes. Through all calls with the
   * cursor that the one before gave, each object that is there all along is shown exactly once,
   * however the table grows, is cleaned, or moves to another shard.
   *
   * @param cursor 0 to begin; a cursor's 16 lowest bits are 0
   * @param count about how many; at least a bucket, and no more than about ten times as many
   *     buckets are looked into
   * @return where to go on; 0: that was all
   */
  public long scan(
      long tableId, SlotRange tablet, long cursor, int count, Consumer<Entry> visitor) {
    return enumeration.scan(tableId, objects.tablet(tablet), cursor, count, visitor);
  }

  /**
   * Shows the objects of this shard whose secondary key lies in the range, in the order of that key
   * and then of the primary key.
   *
   * @param slots objects of others are left out
   */
  public IndexPage lookup(IndexRange range, IntPredicate slots, Consumer<Entry> visitor) {
    return enumeration.lookup(range, slots, visitor);
  }

  /**
   * How many objects of the table the served tablets have, among them such as have ended but are
   * not yet taken away.
   */
  public long keyCount(long tableId) {
    TableState table = objects.tables.get(tableId);
    return table == null ? 0 : objects.served().stream().mapToLong(table::count).sum();
  }

  /** How many objects of the table the slot has. It looks at the whole tablet. */
  public long keysInSlot(long tableId, int slot) {
    return enumeration.keysInSlot(tableId, slot, Integer.MAX_VALUE, entry -> {});
  }

  /**
   * Shows at most {@code limit} objects of the table in the slot; gives how many. It looks at the
   * whole tablet.
   */
  public long keysInSlot(long tableId, int slot, int limit, Consumer<Entry> visitor) {
    return enumeration.keysInSlot(tableId, slot, limit, visitor);
  }

  /** Reads any object of the table, each about as likely. */
  public Status randomKey(long tableId, RandomGenerator random, Outcome out) {
    return enumeration.random(tableId, random, out);
  }

  /**
   * Removes all objects of the table, each as by {@link #remove}. Locked ones stay. Gives how many.
   */
  public long clear(long tableId) {
    return enumeration.clear(tableId);
  }

  // Replaying a log.

  /**
   * Takes an entry of the tablet's log. The newer version wins in whatever order they come, as long
   * as the tablet is not {@link #ready}.
   *
   * @param image of {@link Entry#encode}
   */
  public Replayed replay(SlotRange tablet, byte[] image) {
    return replay.apply(objects.tablet(tablet), image);
  }

  /** The tablet's log says that there is no such object, and not of which version it was. */
  public void forgetObject(SlotRange tablet, long tableId, ByteSpan key) {
    replay.forget(objects.tablet(tablet), tableId, key);
  }

  /** Why the last {@link #replay} gave {@code CORRUPT}. */
  public String replayDamage() {
    return replay.damage();
  }

  // Upkeep.

  /**
   * Cleans, and takes away what is dropped, while that is needed and time is left. To be called
   * between commands; writing alone keeps cleaning going, too, but then the writer waits for it.
   *
   * @return whether there is more to do
   */
  public boolean clean(long maxNanos) {
    return upkeep.clean(maxNanos);
  }

  /**
   * Removes objects that have ended, looking into some buckets of the hash table.
   *
   * @return how many
   */
  public int expireSome(int buckets) {
    return upkeep.expire(buckets);
  }

  /** What memory is used for. */
  public MemoryUsage usage() {
    return objects.log.usage();
  }

  @Override
  public void close() {
    objects.log.close();
  }
}
