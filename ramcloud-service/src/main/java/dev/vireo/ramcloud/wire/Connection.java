package dev.vireo.ramcloud.wire;

import dev.vireo.ramcloud.command.Call;
import dev.vireo.ramcloud.command.Core;
import dev.vireo.ramcloud.command.Dispatcher;
import dev.vireo.ramcloud.command.ServerState;
import dev.vireo.ramcloud.command.Session;
import dev.vireo.ramcloud.command.Touched;
import dev.vireo.ramcloud.log.ShardTablets;
import dev.vireo.ramcloud.wire.resp.OffHeap;
import dev.vireo.ramcloud.wire.resp.ReplyWriter;
import dev.vireo.ramcloud.wire.resp.RequestLimits;
import dev.vireo.ramcloud.wire.resp.RequestParser;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: bytes in, requests run one after another. {@link Replies} has what goes
 * out. It lives on one event loop.
 */
final class Connection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /**
   * How long a request waits while its slot changes its owner: a planned move takes a part of it,
   * so that who is patient sees none.
   */
  private static final long PARK_NANOS = 2_000_000_000L;

  private static final int PARK_MILLIS = 5;

  /** At most one request of a connection is timed in so many milliseconds: clocks cost time. */
  private static final long TIMED_EVERY_MILLIS = 10;

  private final Core core;
  private final boolean inMemory;
  private final ServerOptions options;
  private final Connections connections;
  private final Replies replies;
  private final Settling settling;
  private final RequestParser parser;

  /** Who asks, and by what; there from the connection's beginning to its end. */
  private record Client(ChannelHandlerContext context, Session session, Dispatcher dispatcher) {}

  private @Nullable Client client;
  private @Nullable ByteBuf unread;
  private @Nullable ScheduledFuture<?> parked;
  private long parkedSince;
  private long timedAt;

  Connection(Core core, ShardTablets tablets, ServerOptions options, Connections connections) {
    this.core = core;
    this.inMemory = tablets == ShardTablets.IN_MEMORY;
    this.options = options;
    this.connections = connections;
    this.replies = new Replies(core, options);
    this.settling = new Settling(tablets, replies);
    this.parser = new RequestParser(options.requests(), core.allocator());
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ServerState server = core.server();
    boolean open = !server.users().mustLogIn();
    Session session =
        new Session(
            connections.nextId(),
            ctx.channel().remoteAddress(),
            ctx.channel().localAddress(),
            server.databases(),
            server.users().first(),
            open,
            afterReplies -> ctx.executor().execute(() -> replies.end(afterReplies)));
    replies.open(ctx, session.address());
    client = new Client(ctx, session, new Dispatcher(core, session, replies.out()));
    connections.add(session);
    server.connections().increment();
    if (!open) {
      parser.limits(RequestLimits.STRANGER);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    replies.closed();
    Client gone = client;
    if (gone != null) {
      gone.session().transaction().end();
      connections.remove(gone.session());
    }
    ByteBuf rest = unread;
    unread = null;
    if (rest != null) {
      rest.release();
    }
    parser.args().release();
    ScheduledFuture<?> waits = parked;
    if (waits != null) {
      waits.cancel(false);
    }
  }

  // --- in ----------------------------------------------------------------------------------------

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf received = (ByteBuf) message;
    Client by = client;
    if (replies.isEnding() || by == null) {
      received.release();
      return;
    }
    core.tick();
    replies.reading();
    ByteBuf before = unread;
    if (before == null && received.isDirect()) {
      consume(received, by);
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
      consume(all, by);
    }
  }

  /** Runs all whole requests, and keeps or releases the buffer. */
  private void consume(ByteBuf in, Client by) {
    long base = OffHeap.address(in);
    loop:
    while (!replies.isEnding()) {
      int at = in.readerIndex();
      switch (parser.read(base + at, in.readableBytes())) {
        case REQUEST -> {
          if (!run(by)) {
            park(by.context());
            break loop;
          }
          in.readerIndex(at + parser.consumed());
          replies.sendPiece();
        }
        case NOTHING -> in.readerIndex(at + parser.consumed());
        case BROKEN -> {
          replies.next(by.session().resp3()).error("ERR " + parser.error());
          replies.end(true);
        }
        case MORE -> {
          break loop;
        }
      }
    }
    if (replies.isEnding() || !in.isReadable()) {
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

  // --- one request -------------------------------------------------------------------------------

  /** False where it did nothing and is to be run again. */
  private boolean run(Client by) {
    Dispatcher dispatcher = by.dispatcher();
    dispatcher.patient(parkedSince == 0 || System.nanoTime() - parkedSince < PARK_NANOS);
    boolean timed = core.now() - timedAt >= TIMED_EVERY_MILLIS;
    long began = timed ? System.nanoTime() : 0;
    if (timed) {
      timedAt = core.now();
    }
    if (inMemory) {
      runAtOnce(by, began);
    } else {
      runDurably(by, began);
    }
    if (dispatcher.mustWait()) {
      return false;
    }
    parkedSince = 0;
    if (by.session().user() != null) {
      parser.limits(options.requests());
    }
    return true;
  }

  private void runAtOnce(Client by, long began) {
    Session session = by.session();
    by.dispatcher().run(parser.args(), session, replies.next(session.resp3()));
    Call.Later later = by.dispatcher().takeLater();
    if (later != null) {
      settling.begin(later, replies.hold(session.resp3()), by.context(), session.isSilent());
    } else {
      took(session, began);
    }
  }

  /**
   * Runs a request whose reply may have to wait: a write for its own group to be durable, a read
   * for what it saw to be, and for the lease.
   */
  private void runDurably(Client by, long began) {
    Session session = by.session();
    Dispatcher dispatcher = by.dispatcher();
    if (!replies.isNoneWaiting()) {
      ReplyLine.Part part = replies.hold(session.resp3());
      Touched touched = dispatcher.runTouching(parser.args(), session, part.replies());
      if (dispatcher.mustWait()) {
        replies.withdraw(part);
      } else {
        settle(part, touched.copy(), by, began);
      }
      return;
    }
    ReplyWriter out = replies.next(session.resp3());
    int before = out.size();
    Touched touched = dispatcher.runTouching(parser.args(), session, out);
    if (dispatcher.mustWait()) {
      return;
    }
    if (touched.later() == null && settling.mayGo(touched)) {
      took(session, began);
      return;
    }
    ReplyLine.Part part = replies.hold(session.resp3());
    out.moveFrom(before, part.replies());
    settle(part, touched.copy(), by, began);
  }

  private void took(Session session, long began) {
    if (began != 0) {
      core.server().meter().took(session.lastCommand(), System.nanoTime() - began);
    }
  }

  private void settle(ReplyLine.Part part, Touched touched, Client by, long began) {
    if (began != 0) {
      part.timedSince(by.session().lastCommand(), began);
    }
    Call.Later later = touched.later();
    if (later == null) {
      settling.await(part, touched);
    } else {
      settling.begin(later, part, by.context(), by.session().isSilent());
    }
  }

  // --- a request whose slot changes its owner ----------------------------------------------------

  /**
   * Leaves the request where it is, and runs it again soon. Those behind it wait, too: replies come
   * in the order of requests.
   */
  private void park(ChannelHandlerContext ctx) {
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
    Client by = client;
    if (replies.isClosed() || replies.isEnding() || rest == null || by == null) {
      return;
    }
    core.tick();
    replies.reading();
    unread = null;
    consume(rest, by);
    replies.flush();
    if (parked == null) {
      ctx.channel().config().setAutoRead(ctx.channel().isWritable());
    }
  }

  // --- what else happens to a connection ---------------------------------------------------------

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    replies.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    boolean writable = ctx.channel().isWritable();
    // Who does not read is not read from, either: requests wait in the sockets.
    ctx.channel().config().setAutoRead(writable && parked == null);
    replies.writable(ctx, writable);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent) {
      var _ = ctx.close();
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
