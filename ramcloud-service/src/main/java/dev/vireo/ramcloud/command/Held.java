package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.Table;
import dev.vireo.ramcloud.wire.resp.Args;
import org.jspecify.annotations.Nullable;

/**
 * Objects of transactions that are being decided elsewhere. They may be others already, by what
 * some client was answered, so they can be neither shown nor changed until this master knows.
 */
final class Held {
  private Held() {}

  /** Whether a key of the command's words is. Nothing is looked at where no transaction waits. */
  static boolean isAny(Call call, CommandSpec spec) {
    return call.keyspace().shard().held().any() && isAny(call, spec, call.args);
  }

  /** As above, of words that were queued; commands without keys count as of all keys. */
  static boolean isAny(Call call, CommandSpec spec, Args args) {
    Shard shard = call.keyspace().shard();
    boolean change = spec.is("write");
    if (spec.keys().first() == 0) {
      return args != call.args && shard.held().has(call.session.table(), change);
    }
    boolean own = spec.group().equals(RcObjects.GROUP);
    KeyRange keys = spec.keys();
    int last = Math.min(keys.lastOf(args), args.count() - 1);
    ByteSpan key = new ByteSpan();
    for (int i = keys.first(); i <= last; i += keys.stepAt(args, i)) {
      long table = own ? named(shard, args, i - 1) : call.session.table();
      if (shard.held().has(table, key.atAddress(args.address(i), args.length(i)), change)) {
        return true;
      }
    }
    return false;
  }

  /** The table that a word names; 0, which none is, where it names none. */
  private static long named(Shard shard, Args args, int word) {
    @Nullable Table table =
        Words.isLong(args, word)
            ? shard.tables().withId(Words.longOf(args, word)).orElse(null)
            : shard.tables().named(new ByteSpan().atAddress(args.address(word), args.length(word)));
    return table == null ? 0 : table.id();
  }
}
