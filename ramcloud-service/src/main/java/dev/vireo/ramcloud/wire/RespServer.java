package dev.vireo.ramcloud.wire;

import dev.vireo.ramcloud.command.ClusterView;
import dev.vireo.ramcloud.command.Core;
import dev.vireo.ramcloud.command.Databases;
import dev.vireo.ramcloud.command.ServerState;
import dev.vireo.ramcloud.log.ShardTablets;
import dev.vireo.ramcloud.meta.Catalog;
import dev.vireo.ramcloud.store.Shard;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for RESP and runs commands on one core: the event loop that owns the shard. */
public final class RespServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RespServer.class);

  /** The most that the allocator keeps ready for the loop's thread, so that it takes no lock. */
  private static final int RECEIVE_BYTES = 32 * 1024;

  private static final int UPKEEP_MILLIS = 20;
  private static final long UPKEEP_NANOS = 1_000_000;
  private static final int EXPIRY_BUCKETS = 256;

  private final EventLoops loops;
  private final Shard shard;
  private final Core core;
  private final ServerState state;
  private final Channel listening;

  private RespServer(
      EventLoops loops, Shard shard, Core core, ServerState state, Channel listening) {
    this.loops = loops;
    this.shard = shard;
    this.core = core;
    this.state = state;
    this.listening = listening;
  }

  /** What a server is made of. Its shard is used by the server's loop alone from now on. */
  public record Parts(
      Shard shard,
      ShardTablets tablets,
      Databases databases,
      Catalog catalog,
      long maxMemory,
      boolean durable) {}

  /**
   * Listens; the server's shard is its own from now on, and closed with it.
   *
   * @throws IllegalStateException when it cannot listen there
   */
  public static RespServer start(ServerOptions options, Parts parts) {
    return start(options, parts, null);
  }

  /** As above, where a cluster tells who serves what. */
  public static RespServer start(
      ServerOptions options, Parts parts, @Nullable ClusterView cluster) {
    EventLoops loops = EventLoops.of(1, options.busyPoll());
    try {
      // Connections wait in the backlog until everything that they need is known, the port among
      // it.
      Wiring wiring = new Wiring(options, parts, new Connections(options.maxConnections()));
      Channel listening =
          bootstrap(loops, wiring).bind(options.host(), options.port()).sync().channel();
      int port = ((InetSocketAddress) listening.localAddress()).getPort();
      wiring.open(port, cluster);
      listening.config().setAutoRead(true);
      RespServer server =
          new RespServer(loops, parts.shard(), wiring.core(), wiring.state(), listening);
      server.keepUp();
      return server;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while beginning to listen", e);
    } catch (RuntimeException e) {
      var _ = loops.group().shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw e;
    }
  }

  private static ServerBootstrap bootstrap(EventLoops loops, Wiring wiring) {
    return new ServerBootstrap()
        .group(loops.group())
        .channel(loops.channel())
        .option(ChannelOption.SO_BACKLOG, 1024)
        .option(ChannelOption.SO_REUSEADDR, true)
        .option(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RECEIVE_BYTES))
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(1 << 20, 4 << 20))
        .childHandler(wiring);
  }

  private void keepUp() {
    var _ =
        loops
            .group()
            .next()
            .scheduleWithFixedDelay(
                this::upkeep, UPKEEP_MILLIS, UPKEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** One failure must not end all upkeep: a task that throws is not run again. */
  private void upkeep() {
    try {
      var _ = shard.clean(UPKEEP_NANOS);
      var _ = shard.expireSome(EXPIRY_BUCKETS);
    } catch (RuntimeException e) {
      LOG.error("Upkeep failed and is tried again", e);
    }
  }

  /** Runs something on the core's thread, after what is there already. */
  public void execute(Runnable work) {
    loops.group().next().execute(work);
  }

  /** Where it listens. */
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** What it counts. */
  public ServerState state() {
    return state;
  }

  /** Ends all connections and frees the shard. */
  @Override
  public void close() {
    listening.close().syncUninterruptibly();
    loops.group().shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    core.close();
    shard.close();
  }
}
