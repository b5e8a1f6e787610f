package dev.vireo.simulator.ssh;

import dev.vireo.simulator.host.SimulatedHost;
import java.util.Optional;
import java.util.function.Function;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.forward.TcpForwardingFilter.Type;
import org.apache.sshd.server.forward.TcpipServerChannel;

/** A connection that a simulated host makes for its client, over its own network. */
final class ForwardedChannel extends TcpipServerChannel {

  /** Makes them for the hosts of one SSH front. */
  static final class Factory extends TcpipServerChannel.TcpipFactory {
    private final Function<Session, SimulatedHost> hosts;
    private final Forwards forwards;

    Factory(Function<Session, SimulatedHost> hosts, Forwards forwards) {
      super(Type.Direct);
      this.hosts = hosts;
      this.forwards = forwards;
    }

    @Override
    public Channel createChannel(Session session) {
      return new ForwardedChannel(hosts.apply(session), forwards);
    }
  }

  private final SimulatedHost host;
  private final Forwards forwards;

  private ForwardedChannel(SimulatedHost host, Forwards forwards) {
    super(Type.Direct, null);
    this.host = host;
    this.forwards = forwards;
  }

  @Override
  protected OpenFuture doInit(Buffer asked) {
    String address = asked.getString();
    int port = asked.getInt();
    Optional<Forwards.Way> way = forwards.way(host, address, port);
    if (way.isEmpty() && forwards.allowed(host)) {
      OpenFuture nowhere = new DefaultOpenFuture(this, this);
      nowhere.setException(
          new SshChannelOpenException(
              getChannelId(), SshConstants.SSH_OPEN_CONNECT_FAILED, "No route to host"));
      return nowhere;
    }
    Buffer real = new ByteArrayBuffer();
    real.putString(way.map(w -> w.to().getAddress().getHostAddress()).orElse(address));
    real.putInt(way.map(w -> w.to().getPort()).orElse(port));
    real.putString(asked.getString());
    real.putInt(asked.getInt());
    way.flatMap(Forwards.Way::from).ifPresent(this::setLocalAddress);
    return super.doInit(real);
  }
}
