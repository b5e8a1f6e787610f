package dev.vireo.ramcloud.wire;

import dev.vireo.ramcloud.command.Call;
import dev.vireo.ramcloud.command.Touched;
import dev.vireo.ramcloud.log.ShardTablets;
import dev.vireo.ramcloud.log.Waiter;
import io.netty.channel.ChannelHandlerContext;

/**
 * When a reply may go: a write's when its group is durable, a read's when what it saw is, and under
 * the lease; one that another thread brings, when it is there.
 */
final class Settling {
  private final ShardTablets tablets;
  private final Replies replies;

  Settling(ShardTablets tablets, Replies replies) {
    this.tablets = tablets;
    this.replies = replies;
  }

  /** Whether nothing that was touched has to be waited for. */
  boolean mayGo(Touched touched) {
    for (int i = 0; i < touched.tablets(); i++) {
      int slot = touched.slot(i);
      if ((touched.group() != 0 && !tablets.durable(slot, touched.group()))
          || !tablets.readable(slot)) {
        return false;
      }
    }
    return true;
  }

  /** Waits for the tablets that were touched, one after another, and then lets the reply go. */
  void await(ReplyLine.Part part, Touched touched) {
    await(part, touched, 0);
  }

  private void await(ReplyLine.Part part, Touched touched, int next) {
    int at = next;
    while (at < touched.tablets()) {
      int slot = touched.slot(at);
      int resume = at;
      if (touched.group() != 0 && !tablets.durable(slot, touched.group())) {
        tablets.whenDurable(
            slot,
            touched.group(),
            then(part, slot, touched.wrote(), () -> await(part, touched, resume)));
        return;
      }
      if (!tablets.readable(slot)) {
        tablets.whenReadable(
            slot, then(part, slot, touched.wrote(), () -> await(part, touched, resume + 1)));
        return;
      }
      at++;
    }
    replies.answer(part);
  }

  /**
   * A read that cannot be answered may be asked again. A write may have been done, so its error is
   * one that no client takes for an invitation to send it again.
   */
  private Waiter then(ReplyLine.Part part, int slot, boolean wrote, Runnable next) {
    return new Waiter() {
      @Override
      public void done() {
        next.run();
      }

      @Override
      public void failed(String reason) {
        part.replies().cut(0);
        part.replies()
            .error(
                wrote
                    ? "UNKNOWN whether the write to slot " + slot + " was done: " + reason
                    : "TRYAGAIN slot " + slot + ": " + reason);
        replies.answer(part);
      }
    };
  }

  /**
   * Waits for a reply that another thread brings.
   *
   * @param silent whether the client wants none
   */
  void begin(Call.Later later, ReplyLine.Part part, ChannelHandlerContext ctx, boolean silent) {
    later.begin(
        writing ->
            ctx.executor()
                .execute(
                    () -> {
                      if (!replies.isClosed() && !silent) {
                        writing.accept(part.replies());
                      }
                      replies.answer(part);
                    }));
  }
}
