package dev.vireo.ramcloud.wire;

import dev.vireo.ramcloud.command.Core;
import dev.vireo.ramcloud.wire.resp.ReplyWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one connection answers: replies in the order of their requests, handed to the socket once
 * for all that can go at once. A client that does not read them is cut off. It lives on the
 * connection's event loop.
 */
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  /** Replies are handed to the socket in pieces of about this size while a long batch runs. */
  private static final int PIECE_BYTES = 256 * 1024;

  private final Core core;
  private final ServerOptions options;
  private final ReplyLine waiting;
  private final ReplyWriter out;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ScheduledFuture<?> slow;
  private String client = "?";
  private boolean reading;
  private boolean flushing;
  private boolean ending;
  private boolean closed;

  Replies(Core core, ServerOptions options) {
    this.core = core;
    this.options = options;
    this.waiting = new ReplyLine(core.allocator());
    this.out = new ReplyWriter(core.allocator());
  }

  void open(ChannelHandlerContext ctx, String address) {
    context = ctx;
    client = address;
  }

  /** The connection is gone. */
  void closed() {
    closed = true;
    waiting.clear();
    out.release();
    ScheduledFuture<?> timer = slow;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether no request is to be run any more. */
  boolean isEnding() {
    return ending;
  }

  // --- writing -----------------------------------------------------------------------------------

  /** Where replies go that nobody has to wait for. */
  ReplyWriter out() {
    return out;
  }

  /** Whether no reply waits, so that the next one may go to {@link #out}. */
  boolean isNoneWaiting() {
    return waiting.isEmpty();
  }

  /** Where the next reply goes that waits at most for those before it. */
  ReplyWriter next(boolean resp3) {
    if (waiting.isEmpty()) {
      out.resp3(resp3);
      return out;
    }
    return waiting.tail(resp3);
  }

  /** A place for a reply that has to wait, until {@link #answer}. */
  ReplyLine.Part hold(boolean resp3) {
    return waiting.hold(resp3);
  }

  /** There will be no reply in the place that was held last. */
  void withdraw(ReplyLine.Part part) {
    waiting.withdraw(part);
  }

  /** The reply of this place is whole and may go. */
  void answer(ReplyLine.Part part) {
    if (part.began() != 0) {
      core.server().meter().took(part.command(), System.nanoTime() - part.began());
    }
    if (!closed) {
      waiting.release(part, out);
      if (!reading) {
        flushSoon();
      }
    }
  }

  // --- to the socket -----------------------------------------------------------------------------

  /** Requests are being run: nothing is flushed until {@link #flush}. */
  void reading() {
    reading = true;
  }

  /**
   * Flushes behind what the loop has to do already: a batch of the log answers many requests, whose
   * replies go in one system call.
   */
  private void flushSoon() {
    ChannelHandlerContext ctx = context;
    if (ctx != null && !flushing) {
      flushing = true;
      ctx.executor()
          .execute(
              () -> {
                flushing = false;
                if (!closed && !reading) {
                  flush();
                }
              });
    }
  }

  /** Hands over what there is, if it is much. */
  void sendPiece() {
    if (out.size() > PIECE_BYTES) {
      send();
    }
  }

  private void send() {
    ChannelHandlerContext ctx = context;
    ByteBuf replies = out.take();
    if (ctx != null && replies != null) {
      var _ = ctx.write(replies, ctx.voidPromise());
      watchUnread(ctx);
    }
  }

  /** All requests that are here were run: their replies go. */
  void flush() {
    reading = false;
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      return;
    }
    send();
    ctx.flush();
    if (ending && waiting.isEmpty()) {
      closeNow(ctx);
    }
  }

  // --- the end -----------------------------------------------------------------------------------

  /** No request is run any more; the connection ends at once or when all replies are out. */
  void end(boolean afterReplies) {
    ending = true;
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      return;
    }
    if (!afterReplies) {
      var _ = ctx.close();
    } else if (waiting.isEmpty()) {
      flush();
    }
  }

  private void closeNow(ChannelHandlerContext ctx) {
    if (!closed) {
      ctx.writeAndFlush(core.allocator().buffer(0)).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Cuts off who leaves too much unread. */
  private void watchUnread(ChannelHandlerContext ctx) {
    if (unread(ctx) > options.outputBytes()) {
      // What did go out is less: try once more before it is final.
      ctx.flush();
      long left = unread(ctx);
      if (left > options.outputBytes()) {
        cutOff(ctx, left + " bytes of replies are unread");
      }
    }
  }

  private long unread(ChannelHandlerContext ctx) {
    ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
    return (buffer == null ? 0 : buffer.totalPendingWriteBytes())
        + (waiting.isEmpty() ? 0 : waiting.bytes());
  }

  /** The socket takes replies again, or no more: who does not read is given some time. */
  void writable(ChannelHandlerContext ctx, boolean writable) {
    ScheduledFuture<?> timer = slow;
    if (timer != null) {
      timer.cancel(false);
      slow = null;
    }
    if (!writable) {
      slow =
          ctx.executor()
              .schedule(
                  () -> cutOff(ctx, "it reads nothing for " + options.slowClient()),
                  options.slowClient().toMillis(),
                  TimeUnit.MILLISECONDS);
    }
  }

  private void cutOff(ChannelHandlerContext ctx, String why) {
    LOG.warn("Client {} is cut off: {}", client, why);
    ending = true;
    var _ = ctx.close();
  }
}
