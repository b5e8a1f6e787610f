package dev.vireo.ramcloud.wire;

import dev.vireo.ramcloud.command.Peers;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.redis.ArrayRedisMessage;
import io.netty.handler.codec.redis.ErrorRedisMessage;
import io.netty.handler.codec.redis.FullBulkStringRedisMessage;
import io.netty.handler.codec.redis.IntegerRedisMessage;
import io.netty.handler.codec.redis.RedisMessage;
import io.netty.handler.codec.redis.SimpleStringRedisMessage;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to another master: what is asked goes out at once, or as soon as it is open, and
 * answers come in the order of what was asked. It lives on the peers' thread.
 */
final class PeerLink extends SimpleChannelInboundHandler<RedisMessage> {
  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private record Asked(List<byte[]> words, Peers.Answer answer, long at) {}

  private final InetSocketAddress place;
  private final ArrayDeque<Asked> unsent = new ArrayDeque<>();
  private final ArrayDeque<Asked> unanswered = new ArrayDeque<>();
  private @Nullable ChannelHandlerContext open;
  private boolean closed;
  private Runnable onClose = () -> {};

  PeerLink(InetSocketAddress place) {
    this.place = place;
  }

  void onClose(Runnable action) {
    onClose = action;
  }

  /** Logs in before anything else is asked. */
  void login(Optional<String> user, Optional<byte[]> password) {
    if (user.isEmpty() || password.isEmpty()) {
      return;
    }
    ask(
        List.of(
            "AUTH".getBytes(StandardCharsets.US_ASCII),
            user.get().getBytes(StandardCharsets.UTF_8),
            password.get()),
        new Peers.Answer() {
          @Override
          public void replied(Peers.Reply reply) {
            if (reply instanceof Peers.Reply.Refusal refusal) {
              close("it does not let " + user.get() + " in: " + refusal.text());
            }
          }

          @Override
          public void failed(String why) {
            // What was asked behind it is told so, too.
          }
        });
  }

  void ask(List<byte[]> words, Peers.Answer answer) {
    Asked asked = new Asked(words, answer, System.nanoTime());
    ChannelHandlerContext now = open;
    if (closed) {
      answer.failed(told("the connection is closed"));
    } else if (now == null) {
      unsent.add(asked);
    } else {
      send(now, asked);
      now.flush();
    }
  }

  /** Whether something was asked long ago and is not answered. */
  boolean isStuck() {
    Asked oldest = unanswered.isEmpty() ? unsent.peek() : unanswered.peek();
    return oldest != null && System.nanoTime() - oldest.at() > STUCK_NANOS;
  }

  /** Ends it; whatever is not answered fails. */
  void close(String why) {
    if (closed) {
      return;
    }
    closed = true;
    onClose.run();
    ChannelHandlerContext now = open;
    if (now != null) {
      var _ = now.close();
    }
    List<Asked> all = new ArrayList<>(unanswered);
    all.addAll(unsent);
    unanswered.clear();
    unsent.clear();
    all.forEach(asked -> asked.answer().failed(told(why)));
  }

  private String told(String why) {
    return "the master at " + place.getHostString() + ":" + place.getPort() + ": " + why;
  }

  private void send(ChannelHandlerContext ctx, Asked asked) {
    List<RedisMessage> words = new ArrayList<>(asked.words().size());
    for (byte[] word : asked.words()) {
      words.add(new FullBulkStringRedisMessage(Unpooled.wrappedBuffer(word)));
    }
    unanswered.add(asked);
    var _ = ctx.write(new ArrayRedisMessage(words), ctx.voidPromise());
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (closed) {
      var _ = ctx.close();
      return;
    }
    open = ctx;
    for (Asked asked = unsent.poll(); asked != null; asked = unsent.poll()) {
      send(ctx, asked);
    }
    ctx.flush();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, RedisMessage message) {
    Asked asked = unanswered.poll();
    if (asked != null) {
      asked.answer().replied(reply(message));
    }
  }

  private static Peers.Reply reply(RedisMessage message) {
    return switch (message) {
      case SimpleStringRedisMessage text -> new Peers.Reply.Text(text.content());
      case ErrorRedisMessage error -> new Peers.Reply.Refusal(error.content());
      case IntegerRedisMessage number -> new Peers.Reply.Count(number.value());
      case FullBulkStringRedisMessage bytes ->
          new Peers.Reply.Bytes(ByteBufUtil.getBytes(bytes.content()));
      case ArrayRedisMessage array ->
          new Peers.Reply.Many(
              array.isNull() ? List.of() : array.children().stream().map(PeerLink::reply).toList());
      default -> new Peers.Reply.Refusal("ERR what it answers is not known: " + message);
    };
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    close("the connection was lost");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    close(String.valueOf(cause.getMessage()));
    var _ = ctx.close();
  }
}
