package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.command.IndexPart.Found;
import dev.vireo.ramcloud.store.IndexPosition;
import dev.vireo.ramcloud.store.IndexRange;
import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.wire.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A look-up by an index that lies on several masters. Each is asked for its part, and then again
 * until all say in one round that theirs is the same: what they showed was so at each of them from
 * its first answer to its last, so it was so at all of them at the moment between both rounds. It
 * lives on the {@link Peers}' thread.
 */
final class IndexGather {
  private static final long BOUND_MILLIS = 2_000;
  private static final long PAUSE_MILLIS = 5;

  /** The part of one master. */
  private static final class Part {
    private final ClusterView.Node of;
    private IndexPart.Answer answer = new IndexPart.Answer("", null, List.of());
    private boolean answered;

    Part(ClusterView.Node of) {
      this.of = of;
    }
  }

  private final ClusterView cluster;
  private final Peers peers;
  private final IndexRange range;
  private final int replyBytes;
  private final CommandMeter meter;
  private final Call.Replying replying;
  private final long began = System.nanoTime();
  private List<Part> parts = List.of();
  private int round;
  private int waiting;
  private boolean changed;
  private String trouble = "";
  private String lastTrouble = "";
  private boolean ended;

  /**
   * A look-up that has not begun.
   *
   * @param replyBytes the most that a reply may have
   */
  IndexGather(
      ClusterView cluster,
      IndexRange range,
      int replyBytes,
      CommandMeter meter,
      Call.Replying replying) {
    this.cluster = cluster;
    this.peers = cluster.peers();
    this.range = range;
    this.replyBytes = replyBytes;
    this.meter = meter;
    this.replying = replying;
  }

  /** Begins, from any thread. */
  void begin() {
    peers.execute(
        () -> {
          plan();
          peers.schedule(this::giveUp, BOUND_MILLIS);
        });
  }

  /** Who has which slots now; with other owners all answers so far are worth nothing. */
  private void plan() {
    if (ended) {
      return;
    }
    List<ClusterView.Node> owners =
        cluster.nodes().stream().filter(node -> !node.slots().isEmpty()).toList();
    parts = owners.stream().map(Part::new).toList();
    if (owners.stream().mapToInt(ClusterView.Node::slotCount).sum() != KeySlot.SLOTS) {
      again("some slots are served by nobody");
      return;
    }
    ask();
  }

  private void ask() {
    int of = ++round;
    waiting = parts.size();
    changed = false;
    trouble = "";
    for (Part part : parts) {
      part.answered = false;
    }
    for (Part part : parts) {
      peers.ask(
          part.of.host(),
          part.of.port(),
          IndexPart.words(range, part.of.slots(), part.answer.mark()),
          new Peers.Answer() {
            @Override
            public void replied(Peers.Reply reply) {
              answered(of, part, reply);
            }

            @Override
            public void failed(String why) {
              answered(of, part, new Peers.Reply.Refusal("TRYAGAIN " + why));
            }
          });
    }
  }

  private void answered(int of, Part part, Peers.Reply reply) {
    if (ended || of != round) {
      return;
    }
    part.answered = true;
    switch (reply) {
      case Peers.Reply.Text text when text.text().equals(IndexPart.SAME) -> {}
      case Peers.Reply.Many many -> {
        try {
          part.answer = IndexPart.read(many);
          changed = true;
        } catch (IllegalArgumentException e) {
          trouble = "ERR the master at " + place(part) + " cannot be understood: " + e.getMessage();
        }
      }
      case Peers.Reply.Refusal refusal -> trouble = refusal.text();
      default -> trouble = "ERR the master at " + place(part) + " answers " + reply;
    }
    if (--waiting == 0) {
      judge();
    }
  }

  private void judge() {
    if (trouble.startsWith("TRYAGAIN ") || trouble.startsWith("CLUSTERDOWN ")) {
      again(trouble.substring(trouble.indexOf(' ') + 1));
    } else if (trouble.startsWith("NOAUTH ") || trouble.startsWith("NOPERM ")) {
      end(
          "ERR the masters do not let each other ask, so an index over several cannot be looked into:"
              + " set vireo.ramcloud.peer-user and peer-password-file to a user who may run rc.index"
              + " and read every table; one said: "
              + trouble);
    } else if (!trouble.isEmpty()) {
      end(trouble);
    } else if (parts.stream().map(part -> part.answer.mark().isEmpty()).distinct().count() > 1) {
      again("it is being made, or dropped");
    } else if (changed && parts.size() > 1 && parts.stream().noneMatch(IndexGather::hasNoIndex)) {
      lastTrouble = "it changes all the time: ask for a narrower range, or less by COUNT";
      ask();
    } else {
      merge();
    }
  }

  private static boolean hasNoIndex(Part part) {
    return part.answer.mark().isEmpty();
  }

  private void again(String why) {
    lastTrouble = why;
    peers.schedule(this::plan, PAUSE_MILLIS);
  }

  private void giveUp() {
    if (ended) {
      return;
    }
    String silent =
        parts.stream()
            .filter(part -> waiting > 0 && !part.answered)
            .map(part -> "the master at " + place(part) + " does not answer")
            .findFirst()
            .orElse(lastTrouble);
    end(
        "TRYAGAIN the index was not seen at one moment within "
            + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)
            + " ms: "
            + silent);
  }

  private static String place(Part part) {
    return part.of.host() + ":" + part.of.port();
  }

  /** Each part shows so many objects as were asked for, or all that it has. */
  private void merge() {
    List<Found> all = new ArrayList<>();
    boolean more = false;
    for (Part part : parts) {
      all.addAll(part.answer.found());
      more |= part.answer.next() != null;
    }
    all.sort(Comparator.comparing(Found::at));
    more |= all.size() > range.count();
    List<Found> shown = all.subList(0, Math.min(all.size(), range.count()));
    @Nullable IndexPosition next = more ? shown.getLast().at() : null;
    if (shown.stream().mapToLong(Found::bytes).sum() > replyBytes) {
      end("ERR the reply is larger than " + replyBytes + " bytes");
      return;
    }
    ended = true;
    meter.lookedUp("found", round, System.nanoTime() - began);
    replying.reply(out -> write(out, next, shown));
  }

  private void end(String error) {
    ended = true;
    meter.lookedUp(CommandMeter.outcome(error), round, System.nanoTime() - began);
    replying.reply(out -> out.error(error));
  }

  /** Writes {@code [cursor, [key, version, value, ...]]}. */
  static void write(ReplyWriter out, @Nullable IndexPosition next, List<Found> shown) {
    out.array(2);
    out.bulk(RcScan.word(next));
    out.array(shown.size() * 3L);
    shown.forEach(one -> one.write(out));
  }
}
