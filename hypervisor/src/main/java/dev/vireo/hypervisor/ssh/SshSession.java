package dev.vireo.hypervisor.ssh;

import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.ScriptText;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/**
 * A host that was reached. It holds no resources and needs no closing: each {@link #run} uses the
 * connection that {@link SshHosts} keeps for the target, and opens it anew where it is gone.
 */
public final class SshSession {
  private final SshHosts hosts;
  private final SshTarget target;
  private final HostKey hostKey;
  private final String identification;

  SshSession(SshHosts hosts, SshTarget target, HostKey hostKey, String identification) {
    this.hosts = hosts;
    this.target = target;
    this.hostKey = hostKey;
    this.identification = identification;
  }

  public SshTarget target() {
    return target;
  }

  /** The key that the host proved to have. */
  public HostKey hostKey() {
    return hostKey;
  }

  /** What the host's SSH server calls itself: {@code SSH-2.0-OpenSSH_9.2}. */
  public String identification() {
    return identification;
  }

  /** {@link #run(Script, Consumer)} for those who wait for the end. */
  public ScriptOutcome run(Script script)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return run(script, result -> {});
  }

  /**
   * Has the host carry out a script.
   *
   * @param onStep is given each result as soon as it is complete, in order, on the calling thread;
   *     what it throws ends the script and is thrown on
   * @throws UnreachableException where the host can no longer be reached; no step began
   * @throws ScriptBrokenException where it did not come to its end; it holds what was answered
   * @throws InterruptedException where the calling thread was interrupted; the script is given up
   *     as if the connection was lost
   */
  public ScriptOutcome run(Script script, Consumer<StepResult> onStep)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    ScriptRun run = new ScriptRun(target, hosts.options().limits(), script, onStep);
    for (boolean again = false; ; again = true) {
      Connection connection = hosts.enter(target);
      try {
        Optional<ChannelExec> channel = open(connection, run, again, "/bin/sh -s");
        if (channel.isPresent()) {
          return run.on(channel.get());
        }
        hosts.retire(target, connection);
      } catch (ScriptBrokenException e) {
        hosts.retire(target, connection);
        throw e;
      } finally {
        connection.leave();
      }
    }
  }

  /**
   * A channel with a shell; empty where a kept connection turned out to be dead before anything was
   * asked of the host, so that it is safe to try once more.
   */
  private Optional<ChannelExec> open(
      Connection connection, ScriptRun run, boolean again, String commandLine)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    try {
      ChannelExec channel = connection.session().createExecChannel(commandLine);
      channel.open().verify(target.timeouts().auth().toMillis());
      return Optional.of(channel);
    } catch (IOException | IllegalStateException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while opening a channel");
      }
      if (!again && !connection.alive()) {
        return Optional.empty();
      }
      throw run.noShell(e);
    }
  }

  /**
   * Has the host run one program and hands over what it prints, byte by byte, as it comes. For what
   * is no text or too long to be kept, such as a file. A reader that has enough closes the stream,
   * and the program finds its output gone.
   *
   * @param step the program; its input is empty
   * @param atMost when the stream is cut, at the latest
   * @throws UnreachableException where the host cannot be reached; the program did not begin
   */
  public HostStream stream(Step step, Duration atMost)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return begin(
        step,
        ScriptText.words(step) + " </dev/null",
        (channel, connection) -> new HostStream(channel, connection, atMost));
  }

  /**
   * Has the host run one program that reads what is written here, byte by byte, as it comes. For
   * what is no text or too long to be kept, such as an archive.
   *
   * @param step the program
   * @param atMost when it is cut off, at the latest
   * @throws UnreachableException where the host cannot be reached; the program did not begin
   */
  public HostSink feed(Step step, Duration atMost)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return begin(
        step,
        ScriptText.words(step),
        (channel, connection) -> new HostSink(channel, connection, atMost));
  }

  private <S> S begin(Step step, String commandLine, BiFunction<ChannelExec, Connection, S> stream)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    ScriptRun forErrors =
        new ScriptRun(target, hosts.options().limits(), Script.of(step), result -> {});
    for (boolean again = false; ; again = true) {
      Connection connection = hosts.enter(target);
      boolean handedOver = false;
      try {
        Optional<ChannelExec> channel = open(connection, forErrors, again, commandLine);
        if (channel.isPresent()) {
          handedOver = true;
          return stream.apply(channel.get(), connection);
        }
        hosts.retire(target, connection);
      } catch (ScriptBrokenException e) {
        hosts.retire(target, connection);
        throw e;
      } finally {
        if (!handedOver) {
          connection.leave();
        }
      }
    }
  }

  /**
   * Has the host make a TCP connection, by SSH's {@code direct-tcpip} (RFC 4254, 7.2). Nothing runs
   * on the host for it.
   *
   * @param within for how long to wait for it; the host itself may try for longer
   * @throws UnreachableException where the host cannot be reached
   * @throws ForwardingRefusedException where its SSH server forwards nothing
   * @throws java.net.ConnectException where the far end refused
   * @throws java.net.NoRouteToHostException where the host has no way there
   * @throws SocketTimeoutException where nothing answered in time
   */
  public ForwardedSocket dial(InetAddress address, int port, Duration within)
      throws UnreachableException, IOException, InterruptedException {
    Connection connection = hosts.enter(target);
    boolean handedOver = false;
    try {
      ChannelDirectTcpip channel =
          connection
              .session()
              .createDirectTcpipChannel(
                  new SshdSocketAddress("127.0.0.1", 0),
                  new SshdSocketAddress(address.getHostAddress(), port));
      channel.addChannelListener(ForwardedSocket.endOfInput());
      OpenFuture opening = channel.open();
      boolean answered = answered(opening, within);
      if (!answered) {
        // The host goes on trying, and how its SSH server then behaves on this connection is its
        // own
        // affair: whoever comes next gets a fresh one.
        opening.cancel();
        hosts.retire(target, connection);
        throw new SocketTimeoutException("nothing within " + within.toMillis() + " ms");
      }
      Throwable failure = opening.getException();
      if (failure != null) {
        throw DialFailure.of(failure);
      }
      handedOver = true;
      return new ForwardedSocket(channel, connection, address, port);
    } finally {
      if (!handedOver) {
        connection.leave();
      }
    }
  }

  private static boolean answered(OpenFuture opening, Duration within)
      throws IOException, InterruptedException {
    try {
      return opening.await(within.toMillis());
    } catch (InterruptedIOException e) {
      InterruptedException interrupted = new InterruptedException("interrupted while dialling");
      interrupted.initCause(e);
      throw interrupted;
    }
  }
}
