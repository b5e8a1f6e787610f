package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.SlotRange;
import dev.vireo.ramcloud.wire.resp.Args;
import dev.vireo.ramcloud.wire.resp.OffHeap;
import dev.vireo.ramcloud.wire.resp.ReplyWriter;
import org.jspecify.annotations.Nullable;

/**
 * From words to a reply: finds the command, checks its form and who asks, sees to it that the keys
 * are this master's, and runs it.
 */
public final class Dispatcher {
  private static final int SHOWN = 128;
  private static final int NO_KEYS = -1;
  private static final int MIXED = -2;
  private static final int UNASKED = -3;

  private final Core core;
  private final Call call;
  private final Touched touched = new Touched();
  private boolean patient;
  private boolean mustWait;

  /** What the request that is run asks for, and where its keys lie: both are found once. */
  private @Nullable CommandSpec asked;

  private int slot = UNASKED;

  public Dispatcher(Core core, Session session, ReplyWriter out) {
    this.core = core;
    this.call = new Call(core, session, out);
  }

  /**
   * As {@link #run}, and tells what the reply has to wait for; that is good until the next request.
   */
  public Touched runTouching(Args args, Session session, ReplyWriter out) {
    Shard shard = core.keyspace().shard();
    long before = shard.lastSequence();
    int ofTransaction = session.transaction().isOpen() ? session.transaction().slot() : NO_KEYS;
    run(args, session, out);
    if (mustWait) {
      return touched.nothing();
    }
    Call.Later later = call.takeLater();
    if (later != null) {
      return touched.later(later);
    }
    long after = shard.lastSequence();
    if (after == before && !call.hasTouchedDurable()) {
      return touched.nothing();
    }
    int of = slot(args);
    if (of == NO_KEYS) {
      of = call.touchedSlot() >= 0 ? call.touchedSlot() : ofTransaction;
    }
    // Whatever of a tablet is under way: a read must not show what may yet be lost.
    boolean wrote = after != before;
    return of >= 0
        ? touched.tablet(of, after, wrote)
        : touched.tablets(shard.served().stream().map(SlotRange::first).toList(), after, wrote);
  }

  /** What brings the reply of the last request that was run; null: it is written. */
  public Call.@Nullable Later takeLater() {
    return call.takeLater();
  }

  /**
   * Whether requests may wait while their slot changes its owner; where they may not, they are
   * refused by {@code TRYAGAIN}.
   */
  public void patient(boolean may) {
    patient = may;
  }

  /**
   * Whether the last request did nothing and has no reply, as its slot is changing its owner: it is
   * to be run again soon.
   */
  public boolean mustWait() {
    return mustWait;
  }

  /**
   * Answers one request; exactly one reply is written, none after CLIENT REPLY OFF and none where
   * it {@link #mustWait}.
   */
  public void run(Args args, Session session, ReplyWriter out) {
    boolean skipped = session.takeSilence();
    int before = out.size();
    mustWait = false;
    asked = null;
    slot = UNASKED;
    call.point(args, session, out);
    answer(args, session, out);
    if (mustWait) {
      if (skipped) {
        session.skipNext();
      }
      return;
    }
    core.server().processed().increment();
    if (out.size() - before > core.limits().replyBytes()) {
      out.cut(before);
      out.error("ERR the reply is larger than " + core.limits().replyBytes() + " bytes");
    }
    // CLIENT REPLY ON answers, OFF and SKIP do not, whatever was said before.
    if (skipped || session.isSilent()) {
      out.cut(before);
    }
  }

  private void answer(Args args, Session session, ReplyWriter out) {
    CommandSpec spec = core.commands().find(args);
    if (spec != null && !spec.subcommands().isEmpty() && args.count() > 1) {
      spec = spec.subcommands().get(Words.lower(args, 1));
      if (spec == null) {
        reject(session, out, unknownSubcommand(args));
        return;
      }
    }
    if (spec == null) {
      reject(session, out, unknown(args));
      return;
    }
    asked = spec;
    if (!spec.takes(args.count()) || spec.handler() == null) {
      reject(session, out, Errors.wrongArity(spec.name()));
      return;
    }
    User user = session.user();
    if (user == null) {
      if (!spec.is("no_auth")) {
        reject(session, out, Errors.NO_AUTH);
        return;
      }
    } else if (!user.mayDoEverything() && !allowed(user, spec, session, out)) {
      return;
    }
    Transaction transaction = session.transaction();
    if (spec.keys().first() != 0 && !routed(args, spec, session, out)) {
      if (!mustWait) {
        transaction.fail();
      }
      return;
    }
    session.used(spec, core.now());
    if (transaction.isOpen() && !spec.is("in_multi")) {
      queue(args, spec, transaction, out);
      return;
    }
    if (Held.isAny(call, spec)) {
      call.held();
    } else {
      invoke(spec);
    }
    if (call.takeHeld()) {
      if (patient) {
        mustWait = true;
      } else {
        if (transaction.isOpen()) {
          // An EXEC that is refused has ended its transaction.
          transaction.end();
        }
        out.error(Errors.HELD);
      }
    }
  }

  private void invoke(CommandSpec spec) {
    CommandSpec.Handler handler = spec.handler();
    if (handler != null) {
      handler.run(call);
    }
  }

  private void queue(Args args, CommandSpec spec, Transaction transaction, ReplyWriter out) {
    if (spec.is("not_in_multi")) {
      transaction.fail();
      out.error("ERR Command not allowed inside a transaction");
    } else if (transaction.bytes() + args.bytes() > core.limits().queuedBytes()) {
      transaction.fail();
      out.error(
          "ERR the commands of the transaction hold more than "
              + core.limits().queuedBytes()
              + " bytes");
    } else {
      transaction.add(spec, args.copy(core.allocator()));
      out.queued();
    }
  }

  private boolean allowed(User user, CommandSpec spec, Session session, ReplyWriter out) {
    if (!spec.is("no_auth") && !user.mayRun(spec)) {
      reject(
          session,
          out,
          "NOPERM this user has no permissions to run the '" + spec.name() + "' command");
      return false;
    }
    boolean touches = spec.keys().first() != 0 || spec.categories().contains("keyspace");
    if (touches
        && !spec.group().equals("ramcloud")
        && !user.mayUse(Databases.name(session.database()), spec.is("write"))) {
      reject(
          session,
          out,
          "NOPERM this user has no permissions to access one of the keys used as arguments");
      return false;
    }
    return true;
  }

  private boolean routed(Args args, CommandSpec spec, Session session, ReplyWriter out) {
    ClusterView cluster = core.server().cluster();
    if (!cluster.enabled()) {
      return true;
    }
    int of = slot(args);
    if (of == NO_KEYS) {
      return true;
    }
    if (of == MIXED && spec.is("each_key") && !session.transaction().isOpen()) {
      return true;
    }
    if (of == MIXED || !joins(session.transaction(), of, spec)) {
      out.error(Errors.CROSS_SLOT);
      return false;
    }
    ClusterView.Route route = cluster.route(of);
    String elsewhere = refusal(route, of);
    if (elsewhere == null) {
      return true;
    }
    if (patient && route instanceof ClusterView.Route.TryAgain) {
      mustWait = true;
    } else {
      out.error(elsewhere);
    }
    return false;
  }

  /** A transaction's commands and what it watches are of one slot. */
  private static boolean joins(Transaction transaction, int slot, CommandSpec spec) {
    if (!transaction.isOpen() && !spec.name().equals("watch")) {
      return true;
    }
    if (transaction.slot() < 0) {
      transaction.slot(slot);
    }
    return transaction.slot() == slot;
  }

  /** The error for a slot that is not served here; null for one that is. */
  static @Nullable String refusal(ClusterView.Route route, int slot) {
    return switch (route) {
      case ClusterView.Route.Here here -> null;
      case ClusterView.Route.Moved moved ->
          "MOVED " + slot + " " + moved.host() + ":" + moved.port();
      case ClusterView.Route.Ask ask -> "ASK " + slot + " " + ask.host() + ":" + ask.port();
      case ClusterView.Route.TryAgain tryAgain ->
          "TRYAGAIN Slot " + slot + " is changing its owner";
      case ClusterView.Route.Down down -> "CLUSTERDOWN Hash slot not served";
    };
  }

  /** The slot of all keys of the request, {@link #NO_KEYS} or {@link #MIXED}. */
  private int slot(Args args) {
    if (slot == UNASKED) {
      CommandSpec spec = asked;
      slot = spec == null || spec.keys().first() == 0 ? NO_KEYS : slot(args, spec.keys());
    }
    return slot;
  }

  private static int slot(Args args, KeyRange keys) {
    int last = Math.min(keys.lastOf(args), args.count() - 1);
    int slot = NO_KEYS;
    for (int i = keys.first(); i <= last; i += keys.stepAt(args, i)) {
      int of = KeySlot.of(OffHeap.ALL, args.address(i), args.length(i));
      if (slot >= 0 && slot != of) {
        return MIXED;
      }
      slot = of;
    }
    return slot;
  }

  private static void reject(Session session, ReplyWriter out, String error) {
    session.transaction().fail();
    out.error(error);
  }

  private static String unknown(Args args) {
    StringBuilder words = new StringBuilder();
    for (int i = 1; i < args.count() && words.length() < SHOWN; i++) {
      words.append('\'').append(cut(args, i, SHOWN - words.length())).append("' ");
    }
    return "ERR unknown command '" + cut(args, 0, SHOWN) + "', with args beginning with: " + words;
  }

  private static String unknownSubcommand(Args args) {
    return "ERR unknown subcommand '"
        + cut(args, 1, SHOWN)
        + "'. Try "
        + Words.lower(args, 0).toUpperCase(java.util.Locale.ROOT)
        + " HELP.";
  }

  /** A word as C prints it: up to a zero byte, and no longer than {@code most}. */
  private static String cut(Args args, int i, int most) {
    String text = args.text(i);
    int zero = text.indexOf('\0');
    text = zero < 0 ? text : text.substring(0, zero);
    return text.length() > most ? text.substring(0, most) : text;
  }
}
