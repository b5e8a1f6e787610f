package dev.vireo.ramcloud.log;

import dev.vireo.ramcloud.tablet.Tablet;
import dev.vireo.ramcloud.tablet.TabletActions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one tablet's log says, as it is read: brought to the tablet, and by its verdict to memory.
 */
final class TabletReading {

  private static final Logger LOG = LoggerFactory.getLogger(TabletReading.class);

  private final int partition;
  private final LogSettings settings;
  private final TabletMemory memory;
  private final LogMeters meters;
  private final Suspects suspects;
  private final LogGroups groups;
  private final TabletActions actions;
  private Tablet tablet;
  private @Nullable String damage;
  private long replayed;

  /**
   * A reading of the tablet.
   *
   * @param suspects gets keys whose last record does not count
   * @param groups gets the groups that there are
   */
  TabletReading(
      int partition,
      LogSettings settings,
      TabletMemory memory,
      LogMeters meters,
      Suspects suspects,
      LogGroups groups,
      TabletActions actions,
      Tablet tablet) {
    this.partition = partition;
    this.settings = settings;
    this.memory = memory;
    this.meters = meters;
    this.suspects = suspects;
    this.groups = groups;
    this.actions = actions;
    this.tablet = tablet;
  }

  /** The tablet starts anew, as this one. */
  void startAnew(Tablet anew) {
    tablet = anew;
    damage = null;
  }

  /** Why the tablet is not whole; null: it is. */
  @Nullable String damage() {
    return damage;
  }

  /** The tablet cannot be served. */
  void damaged(String why) {
    damage = why;
  }

  /** How many records were read since {@link #count} was called. */
  long replayed() {
    return replayed;
  }

  /** Counts from none on. */
  void count() {
    replayed = 0;
  }

  /**
   * Takes one record.
   *
   * @return whether it says that its owner gave the tablet up
   */
  boolean take(LogRecord record, long now) {
    replayed++;
    switch (record) {
      case LogRecord.Barrier barrier ->
          tablet.barrierSeen(barrier.offset(), barrier.nonce(), now, actions);
      case LogRecord.Entries entries -> entries(entries, now);
      case LogRecord.Heartbeat beat -> {
        var verdict = tablet.entrySeen(beat.offset(), beat.epoch(), beat.sequence(), now, actions);
        if (verdict == Tablet.Verdict.APPLY) {
          memory.raiseVersionCounter(partition, beat.versionCounter());
        }
      }
      case LogRecord.HandOver over ->
          tablet.handOverSeen(over.offset(), over.epoch(), over.sequence(), now, actions);
      case LogRecord.GroupEnd end -> {
        var verdict = tablet.entrySeen(end.offset(), end.epoch(), end.sequence(), now, actions);
        if (verdict == Tablet.Verdict.APPLY) {
          groups.forgotten(end.key());
        }
      }
      case LogRecord.Corrupt corrupt -> {
        if (corrupt.offset() >= tablet.position()) {
          damaged(corrupt.offset(), corrupt.why());
          tablet.readThrough(corrupt.offset(), now, actions);
        }
      }
    }
    return record instanceof LogRecord.HandOver;
  }

  private void entries(LogRecord.Entries entries, long now) {
    var verdict =
        tablet.entrySeen(entries.offset(), entries.epoch(), entries.sequence(), now, actions);
    switch (verdict) {
      case APPLY -> {
        for (LogItem item : entries.items()) {
          String trouble = memory.replay(partition, item);
          if (trouble != null) {
            damaged(entries.offset(), trouble);
          }
          suspects.clear(item.key());
        }
        if (entries.items().size() > 1) {
          groups.opened(
              RecordFormat.groupKey(entries.epoch(), entries.sequence()),
              entries.items().stream().map(LogItem::key).toList(),
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
}
