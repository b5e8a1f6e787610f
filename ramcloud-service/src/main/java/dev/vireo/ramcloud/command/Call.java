package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.store.Outcome;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.Status;
import dev.vireo.ramcloud.wire.resp.Args;
import dev.vireo.ramcloud.wire.resp.OffHeap;
import dev.vireo.ramcloud.wire.resp.ReplyWriter;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One command while it runs: its words, who asked, the shard, and where the reply goes. There is
 * one for each core, pointed anew for every command, so that a read makes no garbage; what it shows
 * of the shard is valid until the shard is asked again.
 */
public final class Call {
  private final Core core;
  private final ByteSpan key = new ByteSpan();
  private final ByteSpan word = new ByteSpan();
  private final ByteSpan built = new ByteSpan();
  private int scratchLength;
  private final ByteSpan second = new ByteSpan();
  private final Outcome outcome = new Outcome();
  private Status refusal = Status.OK;
  private boolean durable;
  private int touchedSlot = -1;
  private @Nullable Later later;
  private boolean held;
  private boolean queued;

  /** The words, the name first. */
  public Args args = new Args();

  /** Where the one reply is written. */
  public ReplyWriter out;

  /** Who asked. */
  public Session session;

  Call(Core core, Session session, ReplyWriter out) {
    this.core = core;
    this.session = session;
    this.out = out;
  }

  void point(Args args, Session session, ReplyWriter out) {
    this.durable = false;
    this.touchedSlot = -1;
    this.later = null;
    this.args = args;
    this.session = session;
    this.out = out;
  }

  /** A reply that comes after its command has returned, which has written none. */
  @FunctionalInterface
  public interface Later {
    /** Begins what is waited for. */
    void begin(Replying replying);
  }

  /** Takes a reply from any thread, once. */
  @FunctionalInterface
  public interface Replying {
    void reply(Consumer<ReplyWriter> writing);
  }

  /** The reply comes later; nothing was or will be written within this call. */
  void later(Later beginning) {
    later = beginning;
  }

  @Nullable Later takeLater() {
    Later taken = later;
    later = null;
    return taken;
  }

  /**
   * What the command is to look at, or change, is held by a transaction that is being decided: it
   * leaves without having done or written anything, and is run again, or refused.
   */
  void held() {
    if (queued) {
      out.error(Errors.HELD);
    } else {
      held = true;
    }
  }

  /** Whether it is run by EXEC, so that its reply cannot come later. */
  boolean isQueued() {
    return queued;
  }

  boolean takeHeld() {
    boolean was = held;
    held = false;
    return was;
  }

  /** The command has looked at, or changed, a table that is in the log. */
  void touchDurable() {
    durable = true;
  }

  /** A command without keys has looked at this slot's tablet alone. */
  void touchSlot(int slot) {
    touchedSlot = slot;
  }

  /** What {@link #touchSlot} was told; -1: nothing. */
  int touchedSlot() {
    return touchedSlot;
  }

  /** Whether a table that is in the log was touched since the command began. */
  boolean hasTouchedDurable() {
    return durable;
  }

  /** The outcome of this core's last native operation. */
  Outcome outcome() {
    return outcome;
  }

  public Core core() {
    return core;
  }

  /** Runs a command that was queued, for the same session. */
  void rerun(Transaction.Queued one) {
    args = one.args();
    CommandSpec.Handler handler = one.command().handler();
    if (handler != null) {
      queued = true;
      try {
        handler.run(this);
      } finally {
        queued = false;
      }
    }
  }

  Keyspace keyspace() {
    return core.keyspace();
  }

  /** The table of the connection's database. */
  public long table() {
    durable |= core.databases().isDurable(session.database());
    return session.table();
  }

  /** Milliseconds since 1970, the same for all of a command. */
  public long now() {
    return core.now();
  }

  /** The largest value that is taken. */
  public int maxValueBytes() {
    return core.limits().valueBytes();
  }

  /** Writes an error. */
  public void error(String text) {
    out.error(text);
  }

  /** Points at a word, to be used as a value. */
  ByteSpan word(int i) {
    return word.atAddress(args.address(i), args.length(i));
  }

  /** Points at a word, beside the one of {@link #word}. */
  ByteSpan secondWord(int i) {
    return second.atAddress(args.address(i), args.length(i));
  }

  ByteSpan key(int i) {
    return key.atAddress(args.address(i), args.length(i));
  }

  /** Points at bytes that were built. */
  ByteSpan at(long address, int length) {
    return built.atAddress(address, length);
  }

  /** Memory for {@code length} bytes, until the next command. */
  long scratch(int length) {
    scratchLength = length;
    return core.scratch(length);
  }

  /** What {@link #scratch} was asked for last. */
  int scratchLength() {
    return scratchLength;
  }

  /** Looks the key of word {@code i} up in the connection's database. */
  boolean find(int i) {
    return findIn(table(), i);
  }

  boolean findIn(long table, int i) {
    durable |= core.databases().isDurableTable(table);
    return core.keyspace().find(table, key(i));
  }

  /** After {@link #find}: the value. */
  ByteSpan value() {
    return core.keyspace().value();
  }

  /** After {@link #find}: when the object ends, 0 for never. */
  long expiry() {
    return core.keyspace().expiry();
  }

  /** After {@link #find}: when it was written. */
  long writtenSeconds() {
    return core.keyspace().writtenSeconds();
  }

  /**
   * Writes the value under the key of word {@code i}; where that is refused, writes the error and
   * gives false.
   */
  boolean store(int i, ByteSpan value, long expiry) {
    return storeIn(table(), i, value, expiry);
  }

  boolean storeIn(long table, int i, ByteSpan value, long expiry) {
    durable |= core.databases().isDurableTable(table);
    return judged(core.keyspace().put(table, key(i), value, expiry)) || refuse();
  }

  /** As {@link #store}, with the end that the object has. */
  boolean storeKeeping(int i, ByteSpan value) {
    return storeKeepingQuietly(i, value) || refuse();
  }

  boolean storeKeepingQuietly(int i, ByteSpan value) {
    return judged(core.keyspace().putKeepingEnd(table(), key(i), value));
  }

  /** As {@link #store}, but leaves the error to {@link #refuse}. */
  boolean storeQuietly(int i, ByteSpan value, long expiry) {
    return judged(core.keyspace().put(table(), key(i), value, expiry));
  }

  /** Removes the key; leaves an error to {@link #refuse}. */
  boolean removeQuietly(int i) {
    return judged(core.keyspace().remove(table(), key(i)));
  }

  /** Gives the object another end, 0 for none; leaves an error to {@link #refuse}. */
  boolean expire(int i, long expiry) {
    return judged(core.keyspace().expire(table(), key(i), expiry));
  }

  private boolean judged(Status status) {
    refusal = status;
    return status == Status.OK;
  }

  /** Writes why the last write was refused; always false. */
  boolean refuse() {
    out.error(
        switch (refusal) {
          case OUT_OF_MEMORY -> Errors.OUT_OF_MEMORY;
          case REQUEST_TOO_LARGE ->
              tooLongKey()
                  ? Errors.KEY_TOO_LONG
                  : core.keyspace().shard().isInGroup() ? Errors.GROUP_TOO_LARGE : Errors.TOO_LONG;
          case RETRY -> Errors.HELD;
          case UNKNOWN_TABLET -> "CLUSTERDOWN Hash slot not served";
          default -> "ERR the write was refused: " + refusal;
        });
    return false;
  }

  private boolean tooLongKey() {
    return key.length() > 0xffff;
  }

  /**
   * Whether every {@code step}-th word from {@code from} on may be a key, and what follows it a
   * value; else writes the error.
   */
  boolean fits(int from, int step) {
    for (int i = from; i < args.count(); i += step) {
      if (args.length(i) > 0xffff) {
        error(Errors.KEY_TOO_LONG);
        return false;
      }
      if (step == 2 && args.length(i + 1) > maxValueBytes()) {
        error(Errors.TOO_LONG);
        return false;
      }
    }
    return isOneRecord(step);
  }

  /**
   * Whether what the words hold goes into one record of the log, where every {@code step}-th of
   * them is a key; else writes the error.
   */
  boolean isOneRecord(int step) {
    long most = args.bytes() + (long) Shard.GROUP_OVERHEAD * args.count();
    for (int i = 1; i < args.count(); i += step) {
      // A key stands in the record twice.
      most += args.length(i);
    }
    if (most > Shard.MOST_GROUP_BYTES && core.databases().isDurable(session.database())) {
      error(Errors.GROUP_TOO_LARGE);
      return false;
    }
    return true;
  }

  /** Does several writes as one of the log, in the tablet of the key of word {@code i}. */
  boolean atomically(int i, BooleanSupplier writes) {
    return core.keyspace().group(KeySlot.of(OffHeap.ALL, args.address(i), args.length(i)), writes);
  }

  /** As {@link #atomically}, for writes that count. */
  long counting(int i, LongSupplier writes) {
    long[] count = new long[1];
    var _ =
        atomically(
            i,
            () -> {
              count[0] = writes.getAsLong();
              return count[0] >= 0;
            });
    return count[0];
  }

  /** What a container's HELP answers: its subcommands. */
  void help(String container) {
    CommandSpec spec = core.commands().find(container);
    List<CommandSpec> children =
        spec == null ? List.of() : List.copyOf(spec.subcommands().values());
    out.array(1L + children.size() * 2L);
    out.simple(container + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
    for (CommandSpec child : children) {
      String name = child.name().substring(child.name().indexOf('|') + 1);
      out.simple(name.toUpperCase(java.util.Locale.ROOT));
      out.simple("    " + child.summary());
    }
  }
}
