package dev.vireo.ramcloud.wire;

import dev.vireo.ramcloud.command.Limits;
import dev.vireo.ramcloud.command.Users;
import dev.vireo.ramcloud.wire.resp.RequestLimits;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a server listens and what it lets clients take.
 *
 * @param host the address to listen on; one that others reach needs {@code tls} and users that log
 *     in
 * @param port 0: any free one
 * @param cluster whether clients are told of slots, and keys of different slots are refused
 *     together
 * @param busyPoll whether an idle event loop asks again at once instead of sleeping: a whole core
 *     for less latency
 * @param maxConnections more are told so and closed
 * @param requests what a request may be
 * @param limits what values, replies and transactions may be
 * @param outputBytes a client that leaves so much unread is cut off
 * @param slowClient a client that reads nothing for so long while something waits for it is cut off
 * @param idle a client that says nothing for so long is closed; zero: never
 * @param users who may log in
 * @param tls null: in the clear
 * @param peers how it asks other masters
 * @param debug whether DEBUG is answered
 */
public record ServerOptions(
    String host,
    int port,
    boolean cluster,
    boolean busyPoll,
    int maxConnections,
    RequestLimits requests,
    Limits limits,
    int outputBytes,
    Duration slowClient,
    Duration idle,
    Users users,
    @Nullable SslContext tls,
    PeerAccess peers,
    boolean debug) {

  public ServerOptions {
    if (!isLoopback(host) && (tls == null || !users.mustLogIn())) {
      throw new IllegalArgumentException(
          "RESP on "
              + host
              + ": an address that others can reach needs TLS and users that log in;"
              + (tls == null ? " TLS is not set up" : " no users are set up")
              + ". Set it up, or listen on 127.0.0.1");
    }
  }

  /** On this machine alone, in the clear, for everybody here. */
  public static ServerOptions local(int port) {
    return new ServerOptions(
        "127.0.0.1",
        port,
        true,
        false,
        10_000,
        RequestLimits.DEFAULT,
        Limits.DEFAULT,
        256 << 20,
        Duration.ofSeconds(60),
        Duration.ZERO,
        Users.open(),
        null,
        PeerAccess.OPEN,
        false);
  }

  public ServerOptions withHost(String address) {
    return with(draft -> draft.host = address);
  }

  public ServerOptions withPort(int number) {
    return with(draft -> draft.port = number);
  }

  public ServerOptions withCluster(boolean on) {
    return with(draft -> draft.cluster = on);
  }

  public ServerOptions withBusyPoll(boolean on) {
    return with(draft -> draft.busyPoll = on);
  }

  public ServerOptions withMaxConnections(int most) {
    return with(draft -> draft.maxConnections = most);
  }

  public ServerOptions withOutputBytes(int most) {
    return with(draft -> draft.outputBytes = most);
  }

  public ServerOptions withSlowClient(Duration most) {
    return with(draft -> draft.slowClient = most);
  }

  public ServerOptions withIdle(Duration most) {
    return with(draft -> draft.idle = most);
  }

  public ServerOptions withUsers(Users who) {
    return with(draft -> draft.users = who);
  }

  public ServerOptions withTls(SslContext context) {
    return with(draft -> draft.tls = context);
  }

  public ServerOptions withPeers(PeerAccess access) {
    return with(draft -> draft.peers = access);
  }

  public ServerOptions withDebug(boolean on) {
    return with(draft -> draft.debug = on);
  }

  private ServerOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new ServerOptions(
        draft.host,
        draft.port,
        draft.cluster,
        draft.busyPoll,
        draft.maxConnections,
        requests,
        limits,
        draft.outputBytes,
        draft.slowClient,
        draft.idle,
        draft.users,
        draft.tls,
        draft.peers,
        draft.debug);
  }

  /** What can be changed, while it is. */
  private static final class Draft {
    private String host;
    private int port;
    private boolean cluster;
    private boolean busyPoll;
    private int maxConnections;
    private int outputBytes;
    private Duration slowClient;
    private Duration idle;
    private Users users;
    private @Nullable SslContext tls;
    private PeerAccess peers;
    private boolean debug;

    Draft(ServerOptions from) {
      host = from.host;
      port = from.port;
      cluster = from.cluster;
      busyPoll = from.busyPoll;
      maxConnections = from.maxConnections;
      outputBytes = from.outputBytes;
      slowClient = from.slowClient;
      idle = from.idle;
      users = from.users;
      tls = from.tls;
      peers = from.peers;
      debug = from.debug;
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (java.net.UnknownHostException e) {
      throw new IllegalArgumentException("RESP cannot listen on " + host + ": no such address", e);
    }
  }
}
