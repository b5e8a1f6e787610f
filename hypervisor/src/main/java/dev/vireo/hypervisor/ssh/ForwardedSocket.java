package dev.vireo.hypervisor.ssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.channel.ChannelPipedInputStream;

/**
 * A TCP connection that a host made for us, as a socket: what is written goes out there, by the
 * host's address. The host carries bytes and sees no more of them than a router does, so TLS over
 * it is between us and the far end.
 *
 * <p>What has no meaning here (buffers, keep-alive) is taken and does nothing.
 */
public final class ForwardedSocket extends Socket {

  private final ChannelDirectTcpip channel;
  private final Connection connection;
  private final InetAddress address;
  private final int port;
  private final AtomicLong received = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile int patienceMillis;

  ForwardedSocket(
      ChannelDirectTcpip channel, Connection connection, InetAddress address, int port) {
    this.channel = channel;
    this.connection = connection;
    this.address = address;
    this.port = port;
  }

  /**
   * Ends our input when the far end has ended its output: the library keeps the stream of a
   * forwarded channel open until the channel is closed, and the host waits with that for us.
   */
  static ChannelListener endOfInput() {
    return new ChannelListener() {
      @Override
      public void channelStateChanged(Channel channel, String hint) {
        if (hint.equals("SSH_MSG_CHANNEL_EOF")
            && channel instanceof ChannelDirectTcpip forwarded
            && forwarded.getInvertedOut() instanceof ChannelPipedInputStream pipe) {
          pipe.eof();
        }
      }
    };
  }

  /** How many bytes came in. */
  public long received() {
    return received.get();
  }

  @Override
  public InputStream getInputStream() {
    return new FilterInputStream(channel.getInvertedOut()) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        if (in instanceof ChannelPipedInputStream pipe) {
          // 0 waits for ever, in a socket as in the pipe, whose own word for that is negative.
          pipe.setTimeout(patienceMillis == 0 ? -1 : patienceMillis);
        }
        try {
          int n = super.read(into, from, length);
          received.addAndGet(Math.max(n, 0));
          return n;
        } catch (InterruptedIOException e) {
          throw e;
        } catch (SocketException e) {
          throw channel.isOpen() ? late(e) : e;
        }
      }

      // Never less than none: the library says -1 at the end, on which the JDK's TLS spins.
      @Override
      public int available() throws IOException {
        return Math.max(super.available(), 0);
      }

      @Override
      public void close() {
        ForwardedSocket.this.close();
      }
    };
  }

  private SocketTimeoutException late(SocketException e) {
    SocketTimeoutException late =
        new SocketTimeoutException("nothing came within " + patienceMillis + " ms");
    late.initCause(e);
    return late;
  }

  @Override
  public OutputStream getOutputStream() {
    return channel.getInvertedIn();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      channel.close(false);
      connection.leave();
    }
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return closed.get();
  }

  @Override
  public InetAddress getInetAddress() {
    return address;
  }

  @Override
  public int getPort() {
    return port;
  }

  @Override
  public void setSoTimeout(int millis) {
    patienceMillis = millis;
  }

  @Override
  public int getSoTimeout() {
    return patienceMillis;
  }

  @Override
  public void setTcpNoDelay(boolean on) {
    // the channel sends at once
  }

  @Override
  public void setKeepAlive(boolean on) {
    // the connection beneath has its heartbeat
  }

  @Override
  public void shutdownInput() {
    close();
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.getInvertedIn().close();
  }

  @Override
  public String toString() {
    return "ForwardedSocket to " + address.getHostAddress() + ":" + port;
  }
}
