package dev.vireo.hypervisor.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * The SSH agent behind a Unix socket, as draft-miller-ssh-agent describes it: a length, a message,
 * and one answer to each. The SSH library's own client needs native code; the JDK does not.
 */
final class AgentSocket extends AbstractAgentProxy {
  private static final int LONGEST_ANSWER = 256 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SocketChannel channel;

  private AgentSocket(SocketChannel channel) {
    super(null);
    this.channel = channel;
  }

  static AgentSocket connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new AgentSocket(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  protected synchronized Buffer request(Buffer request) throws IOException {
    ByteBuffer message = ByteBuffer.wrap(request.getCompactData());
    // The library calls from an I/O thread, which an agent that does not answer must not keep.
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("ssh-agent")
        .start(
            () -> {
              try {
                answer.complete(exchange(message));
              } catch (IOException e) {
                answer.completeExceptionally(e);
              }
            });
    try {
      return new ByteArrayBuffer(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      close();
      throw new IOException(
          "the SSH agent did not answer within " + PATIENCE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException("the SSH agent did not answer: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the SSH agent", e);
    }
  }

  private byte[] exchange(ByteBuffer message) throws IOException {
    while (message.hasRemaining()) {
      channel.write(message);
    }
    int length = read(4).getInt();
    if (length < 1 || length > LONGEST_ANSWER) {
      throw new IOException("the SSH agent announced an answer of " + length + " bytes");
    }
    return read(length).array();
  }

  private ByteBuffer read(int length) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(length);
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        throw new EOFException("the SSH agent closed the connection");
      }
    }
    return into.flip();
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
