package dev.vireo.ramcloud.log;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.EntryKind;
import dev.vireo.ramcloud.store.Outcome;
import dev.vireo.ramcloud.store.RejectRules;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.SlotRange;
import dev.vireo.ramcloud.store.Status;
import dev.vireo.ramcloud.store.TxId;
import org.jspecify.annotations.Nullable;

/** A shard, as the log fills and asks it. */
public final class ShardMemory implements TabletMemory {

  private final Shard shard;
  private final Outcome found = new Outcome();
  private SlotRange[] ranges = {SlotRange.ALL};

  /** The memory of this shard, on whose thread it is used. */
  public ShardMemory(Shard shard) {
    this.shard = shard;
  }

  @Override
  public void tablets(int count) {
    ranges = new SlotRange[count];
    for (int tablet = 0; tablet < count; tablet++) {
      ranges[tablet] = SlotRange.part(tablet, count);
    }
  }

  private SlotRange range(int tablet) {
    return ranges[tablet];
  }

  /** Whether the tablet is here, or could be taken. */
  private boolean open(int tablet) {
    SlotRange range = range(tablet);
    return shard.owns(range.first()) || shard.open(range);
  }

  @Override
  public @Nullable String replay(int tablet, LogItem item) {
    if (!open(tablet)) {
      return "there is no memory for tablet %d: raise vireo.ramcloud.memory".formatted(tablet);
    }
    if (item.entry().length == 0) {
      forget(tablet, item.key());
      return null;
    }
    return switch (shard.replay(range(tablet), item.entry())) {
      case APPLIED, OLDER, DROPPED -> null;
      case CORRUPT -> shard.replayDamage();
      case OUT_OF_MEMORY ->
          "there is no memory for it: raise vireo.ramcloud.memory (a master holds all of its"
              + " tablets' objects)";
    };
  }

  /**
   * What the log forgets without saying what it was: an owner whose removal failed on its way sends
   * it anew as what it knows of the key by then, which is nothing.
   */
  private void forget(int tablet, byte[] logKey) {
    EntryKind kind = LogKeys.kind(logKey);
    if (kind == EntryKind.OBJECT) {
      shard.forgetObject(range(tablet), LogKeys.table(logKey), ByteSpan.of(LogKeys.key(logKey)));
    } else if (kind == EntryKind.DECIDED) {
      shard.transactions().forgetDecision(range(tablet), TxId.of(LogKeys.key(logKey)));
    }
  }

  @Override
  public @Nullable String ready(int tablet) {
    if (!open(tablet)) {
      return "there is no memory for tablet %d: raise vireo.ramcloud.memory".formatted(tablet);
    }
    shard.ready(range(tablet));
    return null;
  }

  @Override
  public @Nullable LogItem current(int tablet, byte[] logKey) {
    EntryKind kind = LogKeys.kind(logKey);
    if (kind != EntryKind.OBJECT) {
      byte[] entry = shard.transactions().entry(range(tablet), kind, LogKeys.key(logKey));
      return entry == null ? null : new LogItem(logKey, entry, false);
    }
    boolean there =
        shard.read(LogKeys.table(logKey), ByteSpan.of(LogKeys.key(logKey)), RejectRules.NONE, found)
            == Status.OK;
    return there ? new LogItem(logKey, found.entry().encoded(), false) : null;
  }

  @Override
  public void drop(int tablet) {
    if (shard.owns(range(tablet).first())) {
      shard.drop(range(tablet));
    }
  }

  @Override
  public long versionCounter(int tablet) {
    return open(tablet) ? shard.safeVersion(range(tablet)) : 0;
  }

  @Override
  public void raiseVersionCounter(int tablet, long atLeast) {
    if (open(tablet)) {
      shard.raiseSafeVersion(range(tablet), atLeast);
    }
  }
}
