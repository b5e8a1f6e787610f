package dev.vireo.ramcloud.log;

import dev.vireo.ramcloud.tablet.Loss;
import dev.vireo.ramcloud.tablet.Safeguard;
import dev.vireo.ramcloud.tablet.Tablet;
import dev.vireo.ramcloud.tablet.TabletActions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tablet at this master: its {@link Tablet}, which decides, and what that has done by Kafka and
 * by the shard's memory. On the shard's thread only.
 */
final class TabletReplica implements TabletActions {

  private static final Logger LOG = LoggerFactory.getLogger(TabletReplica.class);
  private static final long NO_GROUP = -1;

  /** Heartbeats in one lease while the tablet is in use. */
  private static final int HEARTBEATS = 4;

  /** How long after the last request a tablet counts as in use. */
  private static final long IN_USE_NANOS = 10_000_000_000L;

  /**
   * A heartbeat of a tablet that nobody uses: that a lost one is noticed, and versions are kept.
   */
  private static final long IDLE_HEARTBEAT_NANOS = 10_000_000_000L;

  /** How long the old owner has for handing over before it is fenced. */
  private static final long HAND_OVER_NANOS = 3_000_000_000L;

  /** How long a group stays one before its entries are written by themselves. */
  private static final long GROUP_NANOS = 1_000_000_000L;

  private static final int GROUPS_PER_TICK = 500;

  /**
   * An append under way.
   *
   * @param group the shard's, or {@link #NO_GROUP}
   * @param constant of the keys' entries those that never change, which memory is not asked for
   * @param of the group of the log that this takes a key out of
   */
  private record Append(
      long group, List<byte[]> keys, List<LogItem> constant, LogGroups.@Nullable Group of) {}

  /** What the assignment wants of this master. */
  enum Role {
    OWNER,
    STANDBY,
    NONE
  }

  private static final Append NOTHING = new Append(NO_GROUP, List.of(), List.of(), null);

  private final int partition;
  private final LogSettings settings;
  private final LogSender sender;
  private final LogReader reader;
  private final TabletMemory memory;
  private final Executor loop;
  private final LongSupplier clock;
  private final LogMeters meters;
  private final Set<Safeguard> safeguards;

  private Tablet tablet;
  private Role role = Role.NONE;

  /**
   * Goes up when the tablet starts anew, so that what was under way for the old one is told apart.
   */
  private int incarnation;

  private boolean following;
  private boolean tailing;
  private long takeOverAt;
  private boolean handingOver;
  private long lastUse;
  private long lastAppend;
  private @Nullable String damage;
  private final Map<Long, Append> appends = new HashMap<>();
  private final WaitLine line = new WaitLine();
  private final List<Waiter> readers = new ArrayList<>();
  private long readersSince;
  private final Suspects suspects = new Suspects();
  private final LogGroups groups = new LogGroups();
  private final List<Append> repeats = new ArrayList<>();
  private long tookOverAt;
  private long replayed;

  TabletReplica(
      int partition,
      LogSettings settings,
      LogSender sender,
      LogReader reader,
      TabletMemory memory,
      Executor loop,
      LongSupplier clock,
      LogMeters meters,
      Set<Safeguard> safeguards) {
    this.partition = partition;
    this.settings = settings;
    this.sender = sender;
    this.reader = reader;
    this.memory = memory;
    this.loop = loop;
    this.clock = clock;
    this.meters = meters;
    this.safeguards = safeguards;
    this.tablet = fresh();
  }

  private Tablet fresh() {
    return new Tablet(safeguards, settings.leaseNanos(), settings.waitNanos());
  }

  // --- what the shard asks -----------------------------------------------------------------------

  Standing standing() {
    if (damage != null && !settings.skipDamaged()) {
      return Standing.DAMAGED;
    }
    return switch (role) {
      case NONE, STANDBY -> handingOver ? Standing.PREPARING : Standing.ELSEWHERE;
      case OWNER ->
          tablet.mayWrite() && sender.pendingBytes() < settings.pendingBytes()
              ? Standing.SERVING
              : Standing.PREPARING;
    };
  }

  String reason() {
    String seen = damage;
    if (seen != null) {
      return seen;
    }
    if (tablet.mayWrite()) {
      return "Kafka is behind: %d bytes wait for it".formatted(sender.pendingBytes());
    }
    return "tablet %d is %s at %s, at offset %d"
        .formatted(partition, tablet.phase(), settings.masterId(), tablet.position());
  }

  boolean readable() {
    lastUse = clock.getAsLong();
    return damageAllows() && tablet.mayRead(lastUse);
  }

  void whenReadable(Waiter waiter) {
    long now = clock.getAsLong();
    lastUse = now;
    if (tablet.phase() != Tablet.Phase.SERVING) {
      waiter.failed(reason());
    } else if (tablet.mayRead(now)) {
      waiter.done();
    } else {
      if (readers.isEmpty()) {
        readersSince = now;
      }
      readers.add(waiter);
      if (tablet.inFlight() == 0) {
        heartbeat(now);
      }
    }
  }

  /** Whether {@link #append} may be called: the tablet is served and not being handed over. */
  boolean mayWrite() {
    return tablet.mayWrite();
  }

  boolean durable(long group) {
    return line.durable(group);
  }

  void whenDurable(long group, Waiter waiter) {
    line.await(group, waiter);
  }

  /** Appends what the shard has done. */
  void append(long group, List<LogItem> items) {
    long now = clock.getAsLong();
    lastUse = now;
    line.join(group, now);
    List<byte[]> keys = new ArrayList<>(items.size());
    items.forEach(item -> keys.add(item.key()));
    send(new Append(group, keys, constant(items), null), items, now);
  }

  private static List<LogItem> constant(List<LogItem> items) {
    return items.stream().filter(item -> !LogKeys.canBeAsked(item.key())).toList();
  }

  /** Lets the log forget a record that is not needed any more. */
  void forget(byte[] logKey) {
    if (tablet.mayWrite()) {
      send(
          new Append(NO_GROUP, List.of(logKey), List.of(), null),
          List.of(new LogItem(logKey, new byte[0], true)),
          clock.getAsLong());
    }
  }

  // --- what the assignment asks ------------------------------------------------------------------

  /**
   * Takes the role.
   *
   * @param elsewhere whether a living master has owned the tablet until now, and will hand it over
   */
  void become(Role wanted, boolean elsewhere) {
    if (wanted == role) {
      return;
    }
    Role before = role;
    role = wanted;
    long now = clock.getAsLong();
    if (wanted == Role.OWNER) {
      handingOver = false;
      takeOverAt = elsewhere ? now + HAND_OVER_NANOS : now;
      tookOverAt = now;
      replayed = 0;
      if (tablet.phase() == Tablet.Phase.STANDBY) {
        follow();
        mayTakeOver(now);
      }
    } else if (before == Role.OWNER) {
      handingOver = tablet.phase() == Tablet.Phase.SERVING;
      if (!handingOver) {
        startAnew("tablet %d was given to another master".formatted(partition));
      }
    } else if (wanted == Role.NONE) {
      startAnew("tablet %d is not followed here any more".formatted(partition));
    } else {
      follow();
    }
  }

  int partition() {
    return partition;
  }

  Role role() {
    return role;
  }

  /** Whether it has read what there was to read. */
  boolean warm() {
    return following && reader.caughtUp(partition);
  }

  Tablet.Phase phase() {
    return tablet.phase();
  }

  private void mayTakeOver(long now) {
    if (role == Role.OWNER && tablet.phase() == Tablet.Phase.STANDBY && now - takeOverAt >= 0) {
      long nonce = ThreadLocalRandom.current().nextLong();
      int attempt = incarnation;
      tablet.takeOver(nonce, now);
      sender.send(
          RecordFormat.barrier(settings.topic(), partition, nonce, settings.masterId()),
          answered(
              attempt,
              offset -> {
                if (offset == LogSender.UNKNOWN) {
                  takeOverAt = clock.getAsLong() + 100_000_000L;
                  tablet.barrierFailed(nonce);
                } else {
                  tablet.barrierAcked(nonce, offset, clock.getAsLong(), this);
                }
              }));
    }
  }

  /** What Kafka says, on the shard's thread, if it is still of interest. */
  private LongConsumer answered(int attempt, LongConsumer then) {
    return offset ->
        loop.execute(
            () -> {
              if (attempt == incarnation) {
                then.accept(offset);
                afterwards();
              }
            });
  }

  private void startAnew(String reason) {
    incarnation++;
    boolean handed = handingOver;
    reader.stop(partition);
    following = false;
    tailing = false;
    handingOver = false;
    appends.clear();
    repeats.clear();
    suspects.take();
    groups.clear();
    damage = null;
    memory.drop(partition);
    boolean fenced = tablet.phase() == Tablet.Phase.LOST && !handed;
    tablet = fresh();
    line.failAll(reason);
    failReaders(reason);
    if (role != Role.NONE) {
      // Who was fenced lets the group tell first whether the tablet is still meant to be here.
      takeOverAt = clock.getAsLong() + (fenced ? settings.sessionTimeout().toNanos() : 0);
      follow();
    }
  }

  private void failReaders(String reason) {
    List<Waiter> told = List.copyOf(readers);
    readers.clear();
    told.forEach(waiter -> waiter.failed(reason));
  }

  private void follow() {
    if (!following) {
      following = true;
      read(tablet.position());
    }
  }

  private void read(long from) {
    int attempt = incarnation;
    reader.follow(
        partition,
        from,
        (records, through) ->
            loop.execute(
                () -> {
                  if (attempt == incarnation) {
                    deliver(records, through);
                  }
                  reader.delivered(partition);
                }));
  }

  // --- reading -----------------------------------------------------------------------------------

  private void deliver(List<LogRecord> records, long through) {
    long now = clock.getAsLong();
    int attempt = incarnation;
    for (LogRecord record : records) {
      take(record, now);
      if (attempt != incarnation) {
        return;
      }
    }
    replayed += records.size();
    boolean reads = tablet.phase().ordinal() < Tablet.Phase.WAITING.ordinal();
    if (reads || tablet.readingTail()) {
      tablet.readThrough(through, now, this);
    }
    afterwards();
  }

  private void take(LogRecord record, long now) {
    switch (record) {
      case LogRecord.Barrier barrier ->
          tablet.barrierSeen(barrier.offset(), barrier.nonce(), now, this);
      case LogRecord.Entries entries -> entries(entries, now);
      case LogRecord.Heartbeat beat -> {
        var verdict = tablet.entrySeen(beat.offset(), beat.epoch(), beat.sequence(), now, this);
        if (verdict == Tablet.Verdict.APPLY) {
          memory.raiseVersionCounter(partition, beat.versionCounter());
        }
      }
      case LogRecord.HandOver over -> {
        tablet.handOverSeen(over.offset(), over.epoch(), over.sequence(), now, this);
        if (role == Role.OWNER && tablet.phase() == Tablet.Phase.STANDBY) {
          takeOverAt = now;
        }
      }
      case LogRecord.GroupEnd end -> groupEnd(end, now);
      case LogRecord.Corrupt corrupt -> {
        if (corrupt.offset() >= tablet.position()) {
          damaged(corrupt.offset(), corrupt.why());
          tablet.readThrough(corrupt.offset(), now, this);
        }
      }
    }
  }

  private void entries(LogRecord.Entries entries, long now) {
    var verdict =
        tablet.entrySeen(entries.offset(), entries.epoch(), entries.sequence(), now, this);
    switch (verdict) {
      case APPLY -> {
        List<byte[]> keys = new ArrayList<>();
        for (LogItem item : entries.items()) {
          String trouble = memory.replay(partition, item);
          if (trouble != null) {
            damaged(entries.offset(), trouble);
          }
          suspects.clear(item.key());
          keys.add(item.key());
        }
        if (entries.items().size() > 1) {
          groups.opened(
              RecordFormat.groupKey(entries.epoch(), entries.sequence()),
              keys,
              constant(entries.items()),
              now);
        }
      }
      case STALE -> {
        entries.items().forEach(item -> suspects.add(item.key()));
        if (entries.items().size() > 1) {
          suspects.add(RecordFormat.groupKey(entries.epoch(), entries.sequence()));
        }
      }
      case KNOWN -> {}
    }
  }

  private void groupEnd(LogRecord.GroupEnd end, long now) {
    var verdict = tablet.entrySeen(end.offset(), end.epoch(), end.sequence(), now, this);
    if (verdict == Tablet.Verdict.APPLY) {
      groups.forgotten(end.key());
    }
  }

  private void damaged(long offset, String why) {
    meters.corrupt();
    String seen =
        "record at offset %d of %s-%d cannot be taken: %s"
            .formatted(offset, settings.topic(), partition, why);
    LOG.error(
        "{}. {}",
        seen,
        settings.skipDamaged()
            ? "The tablet is served without it, as vireo.ramcloud.skip-damaged says"
            : "The tablet is not served; restore the partition, or set vireo.ramcloud.skip-damaged=true to serve it without that record");
    damage = seen;
  }

  private boolean damageAllows() {
    return damage == null || settings.skipDamaged();
  }

  // --- appending ---------------------------------------------------------------------------------

  private void send(Append append, List<LogItem> items, long now) {
    long sequence = register(append, tablet.nextSequence());
    long given = tablet.appending(now, this);
    send(
        RecordFormat.entries(settings.topic(), partition, tablet.epoch(), given, items),
        sequence,
        now);
    if (items.size() > 1) {
      groups.opened(
          RecordFormat.groupKey(tablet.epoch(), sequence), append.keys(), append.constant(), now);
    }
  }

  private long register(Append append, long sequence) {
    appends.put(sequence, append);
    return sequence;
  }

  private void send(ProducerRecord<byte[], byte[]> record, long sequence, long now) {
    lastAppend = now;
    sender.send(
        record,
        answered(
            incarnation,
            offset -> {
              if (offset == LogSender.UNKNOWN) {
                tablet.failed(sequence, this);
              } else {
                tablet.acked(sequence, offset, this);
              }
            }));
  }

  private void heartbeat(long now) {
    long sequence = register(NOTHING, tablet.nextSequence());
    long given = tablet.appending(now, this);
    send(
        RecordFormat.heartbeat(
            settings.topic(), partition, tablet.epoch(), given, memory.versionCounter(partition)),
        sequence,
        now);
  }

  private void sendHandOver(long now) {
    long sequence = register(NOTHING, tablet.nextSequence());
    long given = tablet.handOver(now, this);
    send(RecordFormat.handOver(settings.topic(), partition, tablet.epoch(), given), sequence, now);
  }

  // --- what the tablet wants ---------------------------------------------------------------------

  @Override
  public void acknowledge(long sequence) {
    Append append = appends.remove(sequence);
    if (append == null) {
      return;
    }
    if (append.group() != NO_GROUP) {
      line.durableNow(append.group());
    }
    LogGroups.Group of = append.of();
    if (of != null) {
      groups.written(of);
    }
  }

  @Override
  public void repeat(long sequence) {
    Append append = appends.remove(sequence);
    if (append != null) {
      repeats.add(append);
    }
  }

  @Override
  public void readTail(long from, long through) {
    if (!tailing) {
      tailing = true;
      read(from);
    }
  }

  @Override
  public void serve() {
    reader.stop(partition);
    following = false;
    String trouble = memory.ready(partition);
    if (trouble != null) {
      damage = trouble;
      LOG.error("tablet {} cannot be served: {}", partition, trouble);
    }
    long now = clock.getAsLong();
    lastUse = now;
    meters.tookOver(replayed, now - tookOverAt);
    LOG.info(
        "tablet {} is served here from epoch {} on: {} records read, {} ms after it was assigned",
        partition,
        tablet.epoch(),
        replayed,
        (now - tookOverAt) / 1_000_000);
  }

  @Override
  public void lose(Loss reason) {
    // Done after the call that this comes from.
    LOG.info("tablet {} is served here no more: {}", partition, reason);
  }

  // --- time --------------------------------------------------------------------------------------

  /** To be called often: whatever waits for time goes on. */
  void tick() {
    long now = clock.getAsLong();
    tablet.tick(now, this);
    mayTakeOver(now);
    if (tablet.phase() == Tablet.Phase.SERVING) {
      serveOn(now);
    } else if (tablet.phase() == Tablet.Phase.HANDING_OVER
        && tablet.inFlight() == 0
        && !repeats.isEmpty()) {
      repeats.clear();
      sendHandOver(now);
    }
    line.failOlderThan(
        now - settings.writeBound().toNanos(),
        "Kafka did not acknowledge it within %d ms; it may be done yet"
            .formatted(settings.writeBound().toMillis()));
    if (!readers.isEmpty() && now - readersSince > settings.writeBound().toNanos()) {
      failReaders(
          "the lease of tablet %d could not be renewed within %d ms: Kafka does not acknowledge"
              .formatted(partition, settings.writeBound().toMillis()));
    }
    afterwards();
  }

  private void serveOn(long now) {
    if (!repeats.isEmpty()) {
      List<Append> again = List.copyOf(repeats);
      repeats.clear();
      again.forEach(append -> sendAgain(append, now));
    }
    if (!suspects.isEmpty()) {
      for (byte[] key : suspects.take()) {
        if (LogKeys.canBeAsked(key)) {
          sendAgain(new Append(NO_GROUP, List.of(key), List.of(), null), now);
        }
      }
    }
    closeGroups(now);
    if (handingOver) {
      if (tablet.inFlight() == 0) {
        sendHandOver(now);
      }
      return;
    }
    boolean used = now - lastUse < IN_USE_NANOS;
    long every = used ? settings.leaseNanos() / HEARTBEATS : IDLE_HEARTBEAT_NANOS;
    if (now - lastAppend >= every) {
      heartbeat(now);
    }
  }

  /** What the keys are now, in one record. */
  private void sendAgain(Append append, long now) {
    List<LogItem> items = new ArrayList<>();
    for (byte[] key : append.keys()) {
      items.add(now(key, append));
    }
    if (items.isEmpty()) {
      heartbeat(now);
    } else {
      send(append, items, now);
    }
  }

  private LogItem now(byte[] key, Append append) {
    for (LogItem item : append.constant()) {
      if (Arrays.equals(item.key(), key)) {
        return item;
      }
    }
    LogItem current = key[0] == RecordFormat.ENTRY ? memory.current(partition, key) : null;
    return current == null ? new LogItem(key, new byte[0], true) : current;
  }

  /** Writes the entries of groups by themselves; when the log has them it may forget the groups. */
  private void closeGroups(long now) {
    for (LogGroups.Group group : groups.takeClosed()) {
      long sequence = register(NOTHING, tablet.nextSequence());
      long given = tablet.appending(now, this);
      send(
          RecordFormat.groupEnd(settings.topic(), partition, tablet.epoch(), given, group.key()),
          sequence,
          now);
    }
    for (int n = 0; n < GROUPS_PER_TICK; n++) {
      LogGroups.Group group = groups.takeOlderThan(now - GROUP_NANOS);
      if (group == null) {
        return;
      }
      for (byte[] key : group.keys()) {
        sendAgain(new Append(NO_GROUP, List.of(key), group.constant(), group), now);
      }
    }
  }

  private void afterwards() {
    if (tablet.phase() == Tablet.Phase.LOST) {
      if (handingOver) {
        LOG.info("tablet {} is handed over", partition);
      }
      startAnew(
          "tablet %d is another master's now; whether this was done, a retry with the same request id tells"
              .formatted(partition));
      return;
    }
    if (tailing && !tablet.readingTail()) {
      tailing = false;
      reader.stop(partition);
    }
    if (!readers.isEmpty() && tablet.mayRead(clock.getAsLong())) {
      List<Waiter> told = List.copyOf(readers);
      readers.clear();
      told.forEach(Waiter::done);
    }
  }
}
