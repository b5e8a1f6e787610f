package dev.vireo.ramcloud.log;

import dev.vireo.ramcloud.tablet.Loss;
import dev.vireo.ramcloud.tablet.Safeguard;
import dev.vireo.ramcloud.tablet.Tablet;
import dev.vireo.ramcloud.tablet.TabletActions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tablet at this master: its {@link Tablet}, which decides, and what that has done by Kafka and
 * by the shard's memory. On the shard's thread only.
 */
final class TabletReplica implements TabletActions {

  private static final Logger LOG = LoggerFactory.getLogger(TabletReplica.class);

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

  /** What the assignment wants of this master. */
  enum Role {
    OWNER,
    STANDBY,
    NONE
  }

  /**
   * Where the log was seen to end, at least.
   *
   * @param at not before it was seen, of the clock
   */
  record Known(long end, long at) {}

  private final int partition;
  private final LogSettings settings;
  private final LogSender sender;
  private final LogReader reader;
  private final TabletMemory memory;
  private final Executor loop;
  private final LongSupplier clock;
  private final LogMeters meters;
  private final Set<Safeguard> safeguards;
  private final Known known;

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
  private final WaitLine line = new WaitLine();
  private final WaitingReaders readers = new WaitingReaders();
  private final TabletReading reading;
  private final TabletWriter writer;
  private long tookOverAt;

  TabletReplica(
      int partition,
      LogSettings settings,
      LogSender sender,
      LogReader reader,
      TabletMemory memory,
      Executor loop,
      LongSupplier clock,
      LogMeters meters,
      Set<Safeguard> safeguards,
      Known known) {
    this.partition = partition;
    this.settings = settings;
    this.sender = sender;
    this.reader = reader;
    this.memory = memory;
    this.loop = loop;
    this.clock = clock;
    this.meters = meters;
    this.safeguards = safeguards;
    this.known = known;
    this.tablet = fresh();
    Suspects suspects = new Suspects();
    LogGroups groups = new LogGroups();
    this.reading =
        new TabletReading(partition, settings, memory, meters, suspects, groups, this, tablet);
    this.writer =
        new TabletWriter(
            partition,
            settings,
            sender,
            memory,
            line,
            suspects,
            groups,
            this,
            this::answered,
            tablet);
  }

  private Tablet fresh() {
    Tablet tablet = new Tablet(safeguards, settings.leaseNanos(), settings.waitNanos());
    tablet.reached(known.end(), known.at());
    return tablet;
  }

  // --- what the shard asks -----------------------------------------------------------------------

  Standing standing() {
    if (!damageAllows()) {
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
    String seen = reading.damage();
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
      readers.add(waiter, now);
      if (tablet.inFlight() == 0) {
        writer.heartbeat(now);
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
    line.await(group, waiter, clock.getAsLong());
  }

  /** Appends what the shard has done. */
  void append(long group, List<LogItem> items) {
    lastUse = clock.getAsLong();
    writer.append(group, items, lastUse);
  }

  /** Lets the log forget a record that is not needed any more. */
  void forget(byte[] logKey) {
    if (tablet.mayWrite()) {
      writer.forget(logKey, clock.getAsLong());
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
      reading.count();
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

  /** For how long the oldest write that Kafka has not acknowledged has been on its way. */
  long lagNanos() {
    return line.age(clock.getAsLong());
  }

  private void mayTakeOver(long now) {
    if (role == Role.OWNER && tablet.phase() == Tablet.Phase.STANDBY && now - takeOverAt >= 0) {
      long nonce = ThreadLocalRandom.current().nextLong();
      tablet.takeOver(nonce, now);
      sender.send(
          RecordFormat.barrier(settings.topic(), partition, nonce, settings.masterId()),
          answered(
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
  private LongConsumer answered(LongConsumer then) {
    int attempt = incarnation;
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
    memory.drop(partition);
    boolean fenced = tablet.phase() == Tablet.Phase.LOST && !handed;
    tablet = fresh();
    reading.startAnew(tablet);
    writer.startAnew(tablet);
    line.failAll(reason);
    readers.failed(reason);
    if (role != Role.NONE) {
      // Who was fenced lets the group tell first whether the tablet is still meant to be here.
      takeOverAt = clock.getAsLong() + (fenced ? settings.sessionTimeout().toNanos() : 0);
      follow();
    }
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
      boolean givenUp = reading.take(record, now);
      if (givenUp && role == Role.OWNER && tablet.phase() == Tablet.Phase.STANDBY) {
        takeOverAt = now;
      }
      if (attempt != incarnation) {
        return;
      }
    }
    boolean reads = tablet.phase().ordinal() < Tablet.Phase.WAITING.ordinal();
    if (reads || tablet.readingTail()) {
      tablet.readThrough(through, now, this);
    }
    afterwards();
  }

  private boolean damageAllows() {
    return reading.damage() == null || settings.skipDamaged();
  }

  // --- what the tablet wants ---------------------------------------------------------------------

  @Override
  public void acknowledge(long sequence) {
    writer.acknowledged(sequence);
  }

  @Override
  public void repeat(long sequence) {
    writer.repeat(sequence);
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
      reading.damaged(trouble);
      LOG.error("tablet {} cannot be served: {}", partition, trouble);
    }
    long now = clock.getAsLong();
    lastUse = now;
    meters.tookOver(reading.replayed(), now - tookOverAt);
    LOG.info(
        "tablet {} is served here from epoch {} on: {} records read, {} ms after it was assigned",
        partition,
        tablet.epoch(),
        reading.replayed(),
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
    } else if (tablet.phase() == Tablet.Phase.HANDING_OVER) {
      writer.handOverAgain(now);
    }
    line.failOlderThan(
        now - settings.writeBound().toNanos(),
        "Kafka did not acknowledge what was written there within %d ms"
            .formatted(settings.writeBound().toMillis()));
    if (readers.isOlderThan(now - settings.writeBound().toNanos())) {
      readers.failed(
          "the lease of tablet %d could not be renewed within %d ms: Kafka does not acknowledge"
              .formatted(partition, settings.writeBound().toMillis()));
    }
    afterwards();
  }

  private void serveOn(long now) {
    writer.tick(now);
    if (handingOver) {
      if (tablet.inFlight() == 0) {
        writer.handOver(now);
      }
      return;
    }
    boolean used = now - lastUse < IN_USE_NANOS;
    long every = used ? settings.leaseNanos() / HEARTBEATS : IDLE_HEARTBEAT_NANOS;
    if (now - writer.lastAppend() >= every) {
      writer.heartbeat(now);
    }
  }

  private void afterwards() {
    if (tablet.phase() == Tablet.Phase.LOST) {
      if (handingOver) {
        LOG.info("tablet {} is handed over", partition);
      }
      startAnew("tablet %d is another master's now".formatted(partition));
      return;
    }
    if (tailing && !tablet.readingTail()) {
      tailing = false;
      reader.stop(partition);
    }
    if (!readers.isEmpty() && tablet.mayRead(clock.getAsLong())) {
      readers.done();
    }
  }
}
