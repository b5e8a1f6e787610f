package dev.vireo.ramcloud.wire;

import dev.vireo.ramcloud.command.Call;
import dev.vireo.ramcloud.command.Core;
import dev.vireo.ramcloud.command.Dispatcher;
import dev.vireo.ramcloud.command.ServerState;
import dev.vireo.ramcloud.command.Session;
import dev.vireo.ramcloud.command.Touched;
import dev.vireo.ramcloud.log.ShardTablets;
import dev.vireo.ramcloud.log.Waiter;
import dev.vireo.ramcloud.wire.resp.OffHeap;
import dev.vireo.ramcloud.wire.resp.ReplyWriter;
import dev.vireo.ramcloud.wire.resp.RequestLimits;
import dev.vireo.ramcloud.wire.resp.RequestParser;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: bytes in, requests run, replies out in their order, flushed once for all
 * that was received at once. It lives on one event loop.
 */
final class Connection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** Replies are handed to the socket in pieces of about this size while a long batch runs. */
  private static final int PIECE_BYTES = 256 * 1024;

  /**
   * How long a request waits while its slot changes its owner: a planned move takes a part of it,
   * so that who is patient sees none.
   */
  private static final long PARK_NANOS = 2_000_000_000L;

  private static final int PARK_MILLIS = 5;

  /** At most one request of a connection is timed in so many milliseconds: clocks cost time. */
  private static final long TIMED_EVERY_MILLIS = 10;

  private final Core core;
  private final ShardTablets tablets;
  private final ServerOptions options;
  private final Connections connections;
  private final ReplyLine waiting;
  private final RequestParser parser;
  private final ReplyWriter out;
  private @Nullable Session session;
  private @Nullable Dispatcher dispatcher;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ByteBuf unread;
  private @Nullable ScheduledFuture<?> slow;
  private @Nullable ScheduledFuture<?> parked;
  private long parkedSince;
  private long timedAt;
  private boolean reading;
  private boolean ending;
  private boolean closed;

  Connection(Core core, ShardTablets tablets, ServerOptions options, Connections connections) {
    this.core = core;
    this.tablets = tablets;
    this.options = options;
    this.connections = connections;
    this.waiting = new ReplyLine(core.allocator());
    this.parser = new RequestParser(options.requests(), core.allocator());
    this.out = new ReplyWriter(core.allocator());
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    ServerState server = core.server();
    boolean open = !server.users().mustLogIn();
    Session opened =
        new Session(
            connections.nextId(),
            ctx.channel().remoteAddress(),
            ctx.channel().localAddress(),
            server.databases(),
            server.users().first(),
            open,
            afterReplies -> ctx.executor().execute(() -> close(afterReplies)));
    session = opened;
    dispatcher = new Dispatcher(core, opened, out);
    connections.add(opened);
    server.connections().increment();
    if (!open) {
      parser.limits(RequestLimits.STRANGER);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closed = true;
    Session gone = session;
    if (gone != null) {
      gone.transaction().end();
      connections.remove(gone);
    }
    ByteBuf rest = unread;
    unread = null;
    if (rest != null) {
      rest.release();
    }
    parser.args().release();
    waiting.clear();
    out.release();
    ScheduledFuture<?> timer = slow;
    if (timer != null) {
      timer.cancel(false);
    }
    ScheduledFuture<?> waits = parked;
    if (waits != null) {
      waits.cancel(false);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf received = (ByteBuf) message;
    Session by = session;
    Dispatcher runner = dispatcher;
    if (ending || by == null || runner == null) {
      received.release();
      return;
    }
    core.tick();
    reading = true;
    ByteBuf before = unread;
    if (before == null && received.isDirect()) {
      consume(received, by, runner);
    } else {
      ByteBuf all =
          before == null ? core.allocator().directBuffer(received.readableBytes()) : before;
      unread = null;
      if (all.writableBytes() < received.readableBytes()) {
        all.discardReadBytes();
        int wanted =
            Math.min(parser.needed() - all.readableBytes(), options.requests().wordBytes());
        all.ensureWritable(Math.max(received.readableBytes(), wanted));
      }
      all.writeBytes(received);
      received.release();
      consume(all, by, runner);
    }
  }

  /** Runs all whole requests, and keeps or releases the buffer. */
  private void consume(ByteBuf in, Session by, Dispatcher runner) {
    long base = OffHeap.address(in);
    loop:
    while (!ending) {
      int at = in.readerIndex();
      switch (parser.read(base + at, in.readableBytes())) {
        case REQUEST -> {
          if (!run(by, runner)) {
            park();
            break loop;
          }
          in.readerIndex(at + parser.consumed());
          if (out.size() > PIECE_BYTES) {
            send();
          }
        }
        case NOTHING -> in.readerIndex(at + parser.consumed());
        case BROKEN -> {
          writer(by).error("ERR " + parser.error());
          close(true);
        }
        case MORE -> {
          break loop;
        }
      }
    }
    if (ending || !in.isReadable()) {
      in.release();
    } else if (in == unread || in.isReadOnly()) {
      unread = in;
    } else {
      keep(in);
    }
  }

  /** Keeps the beginning of a request; what was received with it is let go. */
  private void keep(ByteBuf in) {
    if (in.readerIndex() == 0 || in.readableBytes() > in.capacity() / 2) {
      unread = in;
      return;
    }
    ByteBuf rest = core.allocator().directBuffer(Math.max(in.readableBytes(), 4096));
    rest.writeBytes(in);
    in.release();
    unread = rest;
  }

  private ReplyWriter writer(Session by) {
    return waiting.isEmpty() ? out : waiting.tail(by.resp3());
  }

  /** False where it did nothing and is to be run again. */
  private boolean run(Session by, Dispatcher runner) {
    runner.patient(parkedSince == 0 || System.nanoTime() - parkedSince < PARK_NANOS);
    boolean timed = core.now() - timedAt >= TIMED_EVERY_MILLIS;
    long began = timed ? System.nanoTime() : 0;
    if (timed) {
      timedAt = core.now();
    }
    if (tablets == ShardTablets.IN_MEMORY) {
      runner.run(parser.args(), by, writer(by));
      Call.Later later = runner.takeLater();
      if (later != null) {
        begin(later, waiting.hold(by.resp3()), by);
      } else if (timed) {
        core.server().meter().took(by.lastCommand(), System.nanoTime() - began);
      }
    } else {
      runDurably(by, runner, began);
    }
    if (runner.mustWait()) {
      return false;
    }
    parkedSince = 0;
    if (by.user() != null) {
      parser.limits(options.requests());
    }
    return true;
  }

  /**
   * Leaves the request where it is, and runs it again soon. Those behind it wait, too: replies come
   * in the order of requests.
   */
  private void park() {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      return;
    }
    if (parkedSince == 0) {
      parkedSince = System.nanoTime();
    }
    ctx.channel().config().setAutoRead(false);
    ScheduledFuture<?> timer = parked;
    if (timer == null || timer.isDone()) {
      parked = ctx.executor().schedule(() -> unpark(ctx), PARK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void unpark(ChannelHandlerContext ctx) {
    parked = null;
    ByteBuf rest = unread;
    Session by = session;
    Dispatcher runner = dispatcher;
    if (closed || ending || rest == null || by == null || runner == null) {
      return;
    }
    core.tick();
    reading = true;
    unread = null;
    consume(rest, by, runner);
    reading = false;
    flush();
    if (parked == null) {
      ctx.channel().config().setAutoRead(ctx.channel().isWritable());
    }
  }

  /**
   * Runs a request whose reply may have to wait: a write for its own group to be durable, a read
   * for what it saw to be, and for the lease.
   */
  private void runDurably(Session by, Dispatcher runner, long began) {
    if (!waiting.isEmpty()) {
      ReplyLine.Part part = waiting.hold(by.resp3());
      Touched touched = runner.runTouching(parser.args(), by, part.replies());
      if (runner.mustWait()) {
        waiting.withdraw(part);
      } else {
        settle(part, touched.copy(), by, began);
      }
      return;
    }
    int before = out.size();
    out.resp3(by.resp3());
    Touched touched = runner.runTouching(parser.args(), by, out);
    if (runner.mustWait()) {
      return;
    }
    if (touched.later() == null && mayGo(touched)) {
      if (began != 0) {
        core.server().meter().took(by.lastCommand(), System.nanoTime() - began);
      }
      return;
    }
    ReplyLine.Part part = waiting.hold(by.resp3());
    out.moveFrom(before, part.replies());
    settle(part, touched.copy(), by, began);
  }

  /** Whether nothing that was touched has to be waited for. */
  private boolean mayGo(Touched touched) {
    for (int i = 0; i < touched.tablets(); i++) {
      int slot = touched.slot(i);
      if ((touched.group() != 0 && !tablets.durable(slot, touched.group()))
          || !tablets.readable(slot)) {
        return false;
      }
    }
    return true;
  }

  private void settle(ReplyLine.Part part, Touched touched, Session by, long began) {
    if (began != 0) {
      part.timedSince(by.lastCommand(), began);
    }
    Call.Later later = touched.later();
    if (later == null) {
      await(part, touched, 0);
    } else {
      begin(later, part, by);
    }
  }

  /** Waits for a reply that another thread brings. */
  private void begin(Call.Later later, ReplyLine.Part part, Session by) {
    ChannelHandlerContext ctx = context;
    boolean silent = by.isSilent();
    later.begin(
        writing -> {
          if (ctx != null) {
            ctx.executor()
                .execute(
                    () -> {
                      if (!closed && !silent) {
                        writing.accept(part.replies());
                      }
                      answer(part);
                    });
          }
        });
  }

  /** Waits for the tablets that were touched, one after another, and then lets the reply go. */
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
    answer(part);
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
        answer(part);
      }
    };
  }

  private void answer(ReplyLine.Part part) {
    if (part.began() != 0) {
      core.server().meter().took(part.command(), System.nanoTime() - part.began());
    }
    if (!closed) {
      waiting.release(part, out);
      if (!reading) {
        flush();
      }
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    flush();
  }

  private void send() {
    ChannelHandlerContext ctx = context;
    ByteBuf replies = out.take();
    if (ctx != null && replies != null) {
      var _ = ctx.write(replies, ctx.voidPromise());
      watchUnread(ctx);
    }
  }

  private void flush() {
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

  /** Cuts off who leaves too much unread. */
  private void watchUnread(ChannelHandlerContext ctx) {
    ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
    long left = (buffer == null ? 0 : buffer.totalPendingWriteBytes()) + waitingBytes();
    if (left > options.outputBytes()) {
      // What did go out is less: try once more before it is final.
      ctx.flush();
      left = (buffer == null ? 0 : buffer.totalPendingWriteBytes()) + waitingBytes();
      if (left > options.outputBytes()) {
        cutOff(ctx, left + " bytes of replies are unread");
      }
    }
  }

  private long waitingBytes() {
    return waiting.isEmpty() ? 0 : waiting.bytes();
  }

  private void cutOff(ChannelHandlerContext ctx, String why) {
    Session by = session;
    LOG.warn("Client {} is cut off: {}", by == null ? "?" : by.address(), why);
    ending = true;
    var _ = ctx.close();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    boolean writable = ctx.channel().isWritable();
    // Who does not read is not read from, either: requests wait in the sockets.
    ctx.channel().config().setAutoRead(writable && parked == null);
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

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent) {
      var _ = ctx.close();
    }
  }

  private void close(boolean afterReplies) {
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

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException || cause.getCause() instanceof javax.net.ssl.SSLException) {
      LOG.debug("Client {} is gone: {}", ctx.channel().remoteAddress(), cause.toString());
    } else {
      LOG.error(
          "A request of {} failed; its connection is closed", ctx.channel().remoteAddress(), cause);
    }
    var _ = ctx.close();
  }
}
