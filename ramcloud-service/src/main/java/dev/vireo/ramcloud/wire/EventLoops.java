package dev.vireo.ramcloud.wire;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.SelectStrategyFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.IntSupplier;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * Netty's transport: epoll where its native part loads, NIO elsewhere.
 *
 * @param group the loops
 * @param channel what listens on them
 */
record EventLoops(EventLoopGroup group, Class<? extends ServerChannel> channel) {

  static EventLoops of(int count, boolean busyPoll) {
    DefaultThreadFactory threads = new DefaultThreadFactory("ramcloud-core");
    if (Epoll.isAvailable()) {
      SelectStrategyFactory strategy = busyPoll ? () -> EventLoops::never : BriefSpin::new;
      return new EventLoops(
          new EpollEventLoopGroup(count, threads, strategy), EpollServerSocketChannel.class);
    }
    return new EventLoops(new NioEventLoopGroup(count, threads), NioServerSocketChannel.class);
  }

  /** Never sleeps. */
  private static int never(IntSupplier ready, boolean hasTasks) throws Exception {
    return ready.get();
  }
}
