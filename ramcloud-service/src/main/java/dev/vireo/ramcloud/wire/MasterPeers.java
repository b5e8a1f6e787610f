package dev.vireo.ramcloud.wire;

import dev.vireo.ramcloud.command.Peers;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.redis.RedisArrayAggregator;
import io.netty.handler.codec.redis.RedisBulkStringAggregator;
import io.netty.handler.codec.redis.RedisDecoder;
import io.netty.handler.codec.redis.RedisEncoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks other masters by RESP: one connection to each, opened when it is needed, on a thread of its
 * own. Names of hosts are looked up on that thread, too.
 */
public final class MasterPeers implements Peers, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MasterPeers.class);
  private static final int CONNECT_MILLIS = 1_000;

  private final PeerAccess access;
  private final EventLoopGroup loop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("ramcloud-peers", true));
  private final Map<InetSocketAddress, PeerLink> links = new HashMap<>();

  public MasterPeers(PeerAccess access) {
    this.access = access;
  }

  @Override
  public void ask(String host, int port, List<byte[]> words, Answer answer) {
    InetSocketAddress place = InetSocketAddress.createUnresolved(host, port);
    PeerLink link = links.get(place);
    if (link == null || link.isStuck()) {
      if (link != null) {
        link.close("it has not answered for some time");
      }
      Optional<byte[]> password;
      try {
        password = password();
      } catch (IOException e) {
        answer.failed("vireo.ramcloud.peer-password-file cannot be read: " + e);
        return;
      }
      link = open(place, password);
    }
    link.ask(words, answer);
  }

  private Optional<byte[]> password() throws IOException {
    return access.passwordFile().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Files.readString(access.passwordFile().get()).strip().getBytes(StandardCharsets.UTF_8));
  }

  private PeerLink open(InetSocketAddress place, Optional<byte[]> password) {
    PeerLink link = new PeerLink(place);
    links.put(place, link);
    link.onClose(() -> links.remove(place, link));
    link.login(access.user(), password);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    wire(channel, place, link);
                  }
                });
    bootstrap
        .connect(place)
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                link.close(String.valueOf(connected.cause().getMessage()));
              }
            });
    return link;
  }

  private void wire(Channel channel, InetSocketAddress place, PeerLink link) {
    ChannelPipeline pipeline = channel.pipeline();
    access
        .tls()
        .ifPresent(
            tls ->
                pipeline.addLast(
                    tls.newHandler(channel.alloc(), place.getHostString(), place.getPort())));
    pipeline.addLast(
        new RedisDecoder(),
        new RedisBulkStringAggregator(),
        new RedisArrayAggregator(),
        new RedisEncoder(),
        link);
  }

  @Override
  public void execute(Runnable work) {
    try {
      loop.execute(work);
    } catch (RejectedExecutionException e) {
      LOG.debug("Not asked any more: this master is stopped");
    }
  }

  @Override
  public void schedule(Runnable work, long millis) {
    try {
      var _ = loop.schedule(work, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Not asked any more: this master is stopped");
    }
  }

  @Override
  public void close() {
    var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
