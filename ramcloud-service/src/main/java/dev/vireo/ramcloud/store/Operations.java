package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.Entry;
import dev.vireo.ramcloud.memory.EntryCodec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The operations on single objects, in the order in which RAMCloud judges: tablet, table, recorded
 * result, size, lock, rules, room.
 */
final class Operations {
  private static final ValueLayout.OfLong NUMBER =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long ABSENT = Objects.ABSENT;

  private final Objects objects;
  private final Requests requests;
  private final Entry entry = new Entry();
  private final ByteSpan oldValue = new ByteSpan();
  private final MemorySegment number = MemorySegment.ofArray(new byte[8]);
  private final ByteSpan numberSpan = new ByteSpan().at(number, 0, 8);

  Operations(Objects objects, Requests requests) {
    this.objects = objects;
    this.requests = requests;
  }

  Status read(long tableId, ByteSpan key, RejectRules rules, Outcome out) {
    out.reset();
    Tablet tablet = objects.tablet(KeySlot.of(key));
    if (tablet == null) {
      return out.end(Status.UNKNOWN_TABLET, 0);
    }
    if (objects.tables.get(tableId) == null) {
      return out.end(Status.TABLE_DOESNT_EXIST, 0);
    }
    long at = objects.find(tablet, Objects.hash(tableId, key), tableId, key);
    if (at == ABSENT) {
      return out.end(Status.OBJECT_DOESNT_EXIST, 0);
    }
    long version = objects.log.version(at);
    if (rules != RejectRules.NONE) {
      Status verdict = rules.judge(version);
      if (verdict != Status.OK) {
        return out.end(verdict, version);
      }
    }
    out.entry().at(objects.log.memory(), at).value(out.value());
    return out.end(Status.OK, version);
  }

  Status write(long tableId, ByteSpan key, ByteSpan value, WriteOptions options, Outcome out) {
    out.reset();
    int slot = KeySlot.of(key);
    Tablet tablet = objects.tablet(slot);
    TableState table = objects.tables.get(tableId);
    if (tablet == null || table == null) {
      return out.end(missing(tablet), 0);
    }
    if (!fresh(tablet, options.request(), out)) {
      return out.status();
    }
    ByteSpan keys = Objects.keysBlock(options.secondaryKeys());
    boolean mayExpire = options.expiry() != WriteOptions.NO_EXPIRY;
    long bytes = EntryCodec.length(key.length(), value.length(), mayExpire, keys.length());
    Status fit = fit(key, value.length(), bytes);
    if (fit != Status.OK) {
      return out.end(fit, 0);
    }
    boolean room = objects.log.makeRoom(bytes, (int) bytes, 1);
    long hash = Objects.hash(tableId, key);
    long old = tablet.objects.find(hash, tableId, key);
    long version = versionOf(old);
    if (tablet.prepared.locked(tableId, key)) {
      return out.end(Status.RETRY, version);
    }
    Status verdict = options.rules().judge(version);
    if (verdict != Status.OK) {
      return finish(tablet, table, slot, options.request(), out, verdict, version);
    }
    long expiry =
        options.expiry() != WriteOptions.KEEP_EXPIRY
            ? options.expiry()
            : version == 0 ? WriteOptions.NO_EXPIRY : objects.log.expiry(old);
    return store(
        tablet,
        table,
        slot,
        hash,
        key,
        value,
        version,
        expiry,
        keys,
        old,
        room,
        options.request(),
        out);
  }

  Status remove(
      long tableId, ByteSpan key, RejectRules rules, @Nullable RequestId request, Outcome out) {
    out.reset();
    int slot = KeySlot.of(key);
    Tablet tablet = objects.tablet(slot);
    TableState table = objects.tables.get(tableId);
    if (tablet == null || table == null) {
      return out.end(missing(tablet), 0);
    }
    if (!fresh(tablet, request, out)) {
      return out.status();
    }
    long hash = Objects.hash(tableId, key);
    long at = tablet.objects.find(hash, tableId, key);
    long version = versionOf(at);
    if (tablet.prepared.locked(tableId, key)) {
      return out.end(Status.RETRY, version);
    }
    if (!objects.emitter.fits(2L * key.length())) {
      return out.end(Status.REQUEST_TOO_LARGE, version);
    }
    Status verdict = rules.judge(version);
    if (verdict == Status.OK && at != ABSENT && !objects.log.tombstone(at)) {
      // One that has ended goes with it: nobody was told that it is there.
      objects.remove(tablet, table, slot, hash, at);
    }
    return finish(tablet, table, slot, request, out, verdict, version);
  }

  Status increment(
      long tableId,
      ByteSpan key,
      long by,
      RejectRules rules,
      @Nullable RequestId request,
      Outcome out) {
    return add(tableId, key, by, false, rules, request, out);
  }

  Status incrementDouble(
      long tableId,
      ByteSpan key,
      double by,
      RejectRules rules,
      @Nullable RequestId request,
      Outcome out) {
    return add(tableId, key, Double.doubleToRawLongBits(by), true, rules, request, out);
  }

  private Status add(
      long tableId,
      ByteSpan key,
      long by,
      boolean floating,
      RejectRules rules,
      @Nullable RequestId request,
      Outcome out) {
    out.reset();
    int slot = KeySlot.of(key);
    Tablet tablet = objects.tablet(slot);
    TableState table = objects.tables.get(tableId);
    if (tablet == null || table == null) {
      return out.end(missing(tablet), 0);
    }
    if (!fresh(tablet, request, out)) {
      return out.status();
    }
    long hash = Objects.hash(tableId, key);
    ByteSpan keys = keysOf(tablet, hash, tableId, key);
    long bytes = EntryCodec.length(key.length(), 8, true, keys.length());
    Status fit = fit(key, 8, bytes);
    if (fit != Status.OK) {
      return out.end(fit, 0);
    }
    boolean room = objects.log.makeRoom(bytes, (int) bytes, 1);
    long old = tablet.objects.find(hash, tableId, key);
    long version = versionOf(old);
    if (tablet.prepared.locked(tableId, key)) {
      return out.end(Status.RETRY, version);
    }
    Status verdict = rules.judge(version);
    long before = 0;
    if (verdict == Status.OK && version != 0) {
      entry.at(objects.log.memory(), old).value(oldValue);
      if (oldValue.length() == 8) {
        before = oldValue.base().get(NUMBER, oldValue.offset());
      } else {
        verdict = Status.INVALID_OBJECT;
      }
    }
    if (verdict != Status.OK) {
      return finish(tablet, table, slot, request, out, verdict, version);
    }
    long after =
        floating
            ? Double.doubleToRawLongBits(
                Double.longBitsToDouble(before) + Double.longBitsToDouble(by))
            : before + by;
    number.set(NUMBER, 0, after);
    out.number(after);
    long expiry = version == 0 ? WriteOptions.NO_EXPIRY : objects.log.expiry(old);
    return store(
        tablet, table, slot, hash, key, numberSpan, version, expiry, keys, old, room, request, out);
  }

  Status expire(long tableId, ByteSpan key, long expiry, RejectRules rules, Outcome out) {
    out.reset();
    int slot = KeySlot.of(key);
    Tablet tablet = objects.tablet(slot);
    TableState table = objects.tables.get(tableId);
    if (tablet == null || table == null) {
      return out.end(missing(tablet), 0);
    }
    long hash = Objects.hash(tableId, key);
    long at = objects.find(tablet, hash, tableId, key);
    if (at == ABSENT) {
      return out.end(Status.OBJECT_DOESNT_EXIST, 0);
    }
    int bytes = objects.log.bytes(at) + 8;
    if (!objects.emitter.fits((long) bytes + key.length())) {
      return out.end(Status.REQUEST_TOO_LARGE, objects.log.version(at));
    }
    ByteSpan keys = keysOf(tablet, hash, tableId, key);
    boolean room = objects.log.makeRoom(bytes, bytes, 1);
    at = objects.find(tablet, hash, tableId, key);
    if (at == ABSENT) {
      return out.end(Status.OBJECT_DOESNT_EXIST, 0);
    }
    long version = objects.log.version(at);
    if (tablet.prepared.locked(tableId, key)) {
      return out.end(Status.RETRY, version);
    }
    Status verdict = rules.judge(version);
    if (verdict != Status.OK) {
      return out.end(verdict, version);
    }
    entry.at(objects.log.memory(), at).value(oldValue);
    return store(
        tablet, table, slot, hash, key, oldValue, version, expiry, keys, at, room, null, out);
  }

  private Status store(
      Tablet tablet,
      TableState table,
      int slot,
      long hash,
      ByteSpan key,
      ByteSpan value,
      long oldVersion,
      long expiry,
      ByteSpan keys,
      long old,
      boolean room,
      @Nullable RequestId request,
      Outcome out) {
    long bytes = EntryCodec.length(key.length(), value.length(), expiry != 0, keys.length());
    long growth = ((bytes + 7) & -8) - (old == ABSENT ? 0 : objects.log.bytes(old));
    if (!room || !objects.log.mayGrow(growth)) {
      return out.end(Status.OUT_OF_MEMORY, oldVersion);
    }
    long version = next(tablet, oldVersion, old);
    if (!objects.put(tablet, table, slot, hash, key, value, version, expiry, keys, old)) {
      return out.end(Status.OUT_OF_MEMORY, oldVersion);
    }
    return finish(tablet, table, slot, request, out, Status.OK, version);
  }

  /** RAMCloud's counter rules; an object that has ended counts as removed. */
  private long next(Tablet tablet, long oldVersion, long old) {
    if (oldVersion != 0) {
      return oldVersion + 1;
    }
    if (old != ABSENT) {
      tablet.raiseSafeVersion(objects.log.version(old) + 1);
    }
    return tablet.nextVersion();
  }

  private long versionOf(long at) {
    return at == ABSENT || !objects.present(at) ? 0 : objects.log.version(at);
  }

  /** A copy, since making room may move the object. */
  private ByteSpan keysOf(Tablet tablet, long hash, long tableId, ByteSpan key) {
    long at = objects.find(tablet, hash, tableId, key);
    if (at == ABSENT || !objects.log.indexed(at)) {
      return new ByteSpan();
    }
    return Objects.keysBlock(entry.at(objects.log.memory(), at).secondaryKeys());
  }

  private Status fit(ByteSpan key, int valueLength, long bytes) {
    return key.length() > Shard.MOST_KEY_BYTES
            || valueLength > Shard.MOST_VALUE_BYTES
            || !objects.log.fits(bytes)
            || !objects.emitter.fits(bytes + key.length())
        ? Status.REQUEST_TOO_LARGE
        : Status.OK;
  }

  private static Status missing(@Nullable Tablet tablet) {
    return tablet == null ? Status.UNKNOWN_TABLET : Status.TABLE_DOESNT_EXIST;
  }

  /** Whether the request is asked for the first time; else the outcome is set. */
  private boolean fresh(Tablet tablet, @Nullable RequestId request, Outcome out) {
    if (request == null) {
      return true;
    }
    RequestResults.Result known = requests.answer(tablet, request);
    if (known == null) {
      return true;
    }
    out.recorded(known.status(), known.version(), known.number());
    return false;
  }

  private Status finish(
      Tablet tablet,
      TableState table,
      int slot,
      @Nullable RequestId request,
      Outcome out,
      Status status,
      long version) {
    if (request != null) {
      RequestResults.Result result =
          new RequestResults.Result(
              status, version, status.ok() ? out.integer() : 0, request.acknowledged());
      requests.record(tablet, slot, request, result, table.durable());
    }
    out.sequence(objects.emitter.end());
    return out.end(status, version);
  }
}
