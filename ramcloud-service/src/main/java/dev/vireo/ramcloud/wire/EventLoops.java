package dev.vireo.ramcloud.wire;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.SelectStrategy;
import io.netty.channel.SelectStrategyFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
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
      SelectStrategyFactory strategy =
          () ->
              (ready, hasTasks) ->
                  hasTasks
                      ? ready.get()
                      : busyPoll ? SelectStrategy.BUSY_WAIT : SelectStrategy.SELECT;
      return new EventLoops(
          new EpollEventLoopGroup(count, threads, strategy), EpollServerSocketChannel.class);
    }
    return new EventLoops(new NioEventLoopGroup(count, threads), NioServerSocketChannel.class);
  }
}
