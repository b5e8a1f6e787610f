package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.wire.resp.Args;
import dev.vireo.ramcloud.wire.resp.OffHeap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All commands by name. A name is found among the bytes of a request without making a text of it.
 */
public final class CommandTable {
  private static final int BUCKETS = 1024;

  private final Map<String, CommandSpec> byName = new LinkedHashMap<>();
  private final CommandSpec[][] buckets = new CommandSpec[BUCKETS][];

  public CommandTable(Collection<CommandSpec> commands) {
    for (CommandSpec spec : commands) {
      if (byName.put(spec.name(), spec) != null) {
        throw new IllegalArgumentException("two commands are called " + spec.name());
      }
      int bucket = hash(spec.name());
      CommandSpec[] had = buckets[bucket];
      List<CommandSpec> more = new ArrayList<>(had == null ? List.of() : List.of(had));
      more.add(spec);
      buckets[bucket] = more.toArray(CommandSpec[]::new);
    }
  }

  /** Every command there is. */
  public static CommandTable standard() {
    List<CommandSpec> all = new ArrayList<>();
    all.addAll(Strings.commands());
    all.addAll(Counters.commands());
    all.addAll(Bits.commands());
    all.addAll(Keys.commands());
    all.addAll(AllKeys.commands());
    all.addAll(Expiry.commands());
    all.addAll(Transactions.commands());
    all.addAll(ConnectionCommands.commands());
    all.addAll(ClientCommands.commands());
    all.addAll(ServerCommands.commands());
    all.addAll(Introspection.commands());
    all.addAll(AclCommands.commands());
    all.addAll(ClusterCommands.commands());
    all.addAll(RcTables.commands());
    all.addAll(RcObjects.commands());
    all.addAll(RcMulti.commands());
    all.addAll(RcCommit.commands());
    all.addAll(RcScan.commands());
    all.addAll(RcIndexes.commands());
    all.addAll(TabletCommands.commands());
    return new CommandTable(all);
  }

  public Collection<CommandSpec> all() {
    return byName.values();
  }

  /**
   * The command of a name in any case, a subcommand as {@code parent|child}; null where there is
   * none.
   */
  public @Nullable CommandSpec find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int bar = lower.indexOf('|');
    if (bar < 0) {
      return byName.get(lower);
    }
    CommandSpec parent = byName.get(lower.substring(0, bar));
    return parent == null ? null : parent.subcommands().get(lower.substring(bar + 1));
  }

  /** The command that word 0 names; null where there is none. */
  public @Nullable CommandSpec find(Args args) {
    return find(args, 0);
  }

  @Nullable CommandSpec find(Args args, int word) {
    long at = args.address(word);
    int length = args.length(word);
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = hash * 31 + (OffHeap.byteAt(at + i) | 0x20);
    }
    CommandSpec[] bucket = buckets[spread(hash)];
    if (bucket != null) {
      for (CommandSpec spec : bucket) {
        if (isName(spec.name(), at, length)) {
          return spec;
        }
      }
    }
    return null;
  }

  private static boolean isName(String name, long at, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int b = OffHeap.byteAt(at + i);
      if (b >= 'A' && b <= 'Z') {
        b += 32;
      }
      if (b != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int hash(String name) {
    int hash = name.length();
    for (int i = 0; i < name.length(); i++) {
      hash = hash * 31 + (name.charAt(i) | 0x20);
    }
    return spread(hash);
  }

  private static int spread(int hash) {
    return (hash ^ (hash >>> 15)) & (BUCKETS - 1);
  }
}
