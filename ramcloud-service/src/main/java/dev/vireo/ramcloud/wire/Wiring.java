package dev.vireo.ramcloud.wire;

import dev.vireo.ramcloud.command.ClusterView;
import dev.vireo.ramcloud.command.CommandTable;
import dev.vireo.ramcloud.command.Configuration;
import dev.vireo.ramcloud.command.Core;
import dev.vireo.ramcloud.command.ServerState;
import dev.vireo.ramcloud.command.ShardKeyspace;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What each new connection is given, and the place among them that it takes. */
final class Wiring extends ChannelInitializer<Channel> {
  private static final byte[] TOO_MANY =
      "-ERR max number of clients reached\r\n".getBytes(StandardCharsets.US_ASCII);

  /** What is known once the port is. */
  private record Opened(ServerState state, Core core) {}

  private final ServerOptions options;
  private final RespServer.Parts parts;
  private final Connections connections;
  private volatile @Nullable Opened opened;

  Wiring(ServerOptions options, RespServer.Parts parts, Connections connections) {
    this.options = options;
    this.parts = parts;
    this.connections = connections;
  }

  void open(int port, @Nullable ClusterView cluster) {
    ClusterView view = cluster;
    if (view == null) {
      view =
          options.cluster()
              ? ClusterView.single(options.host(), port)
              : ClusterView.none(options.host(), port);
    }
    ServerState state =
        new ServerState(
            CommandTable.standard(),
            parts.databases(),
            options.limits(),
            options.users(),
            view,
            connections,
            parts.catalog(),
            Configuration.of(
                port,
                parts.maxMemory(),
                options.maxConnections(),
                options.limits(),
                parts.databases().tables().size(),
                view.enabled(),
                parts.durable()),
            options.debug());
    opened =
        new Opened(
            state,
            new Core(0, new ShardKeyspace(parts.shard()), state, PooledByteBufAllocator.DEFAULT));
  }

  private Opened known() {
    Opened known = opened;
    if (known == null) {
      throw new IllegalStateException("A connection came before the server was open");
    }
    return known;
  }

  Core core() {
    return known().core();
  }

  ServerState state() {
    return known().state();
  }

  @Override
  protected void initChannel(Channel channel) {
    SslContext tls = options.tls();
    if (tls != null) {
      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
    }
    if (!connections.enter()) {
      state().rejected().increment();
      channel
          .writeAndFlush(Unpooled.wrappedBuffer(TOO_MANY))
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    channel.closeFuture().addListener(closed -> connections.leave());
    if (!options.idle().isZero()) {
      channel
          .pipeline()
          .addLast(new IdleStateHandler(options.idle().toMillis(), 0, 0, TimeUnit.MILLISECONDS));
    }
    channel.pipeline().addLast(new Connection(core(), parts.tablets(), options, connections));
  }
}
