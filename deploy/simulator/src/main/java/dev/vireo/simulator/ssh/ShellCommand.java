package dev.vireo.simulator.ssh;

import dev.vireo.simulator.host.SimulatedHost;
import dev.vireo.simulator.shell.InteractiveShell;
import dev.vireo.simulator.shell.Interpreter;
import dev.vireo.simulator.shell.Session;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * A channel's command, or its log-in shell, on a virtual thread of its own. It outlives the
 * channel: as on a real host, a script whose connection is gone stops at its next write.
 */
final class ShellCommand implements Command {
  private final SimulatedHost host;
  private final Session session;
  private final @Nullable String command;
  private final Runnable ended;
  private InputStream in = InputStream.nullInputStream();
  private ChannelOutput out = new ChannelOutput(OutputStream.nullOutputStream());
  private ChannelOutput err = new ChannelOutput(OutputStream.nullOutputStream());
  private @Nullable ExitCallback exit;

  /**
   * @param command null for a log-in shell
   */
  ShellCommand(SimulatedHost host, Session session, @Nullable String command, Runnable ended) {
    this.host = host;
    this.session = session;
    this.command = command;
    this.ended = ended;
  }

  @Override
  public void setInputStream(InputStream stream) {
    // One for the shell and all that it starts: who reads less than there is leaves it to the next.
    in = new BufferedInputStream(stream);
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    out = new ChannelOutput(stream);
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    err = new ChannelOutput(stream);
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public void start(ChannelSession channel, Environment environment) {
    boolean terminal = environment.getEnv().containsKey(Environment.ENV_TERM);
    Thread.ofVirtual().name(host.hostName() + "-" + session.id()).start(() -> run(terminal));
  }

  private void run(boolean terminal) {
    int status = 255;
    try {
      status = interpret(terminal);
    } catch (Session.Killed e) {
      status = 137;
    } finally {
      ended.run();
      ExitCallback callback = exit;
      if (callback != null) {
        callback.onExit(status);
      }
    }
  }

  private int interpret(boolean terminal) {
    Map<String, String> environment =
        Map.of(
            "HOME",
            "/",
            "USER",
            "root",
            "SHELL",
            "/bin/sh",
            "PWD",
            "/",
            "PATH",
            "/bin:/sbin:/usr/bin:/usr/sbin",
            "HOSTNAME",
            host.hostName());
    if (command == null && terminal) {
      return new InteractiveShell(session, environment, in, out, host.prompt()).run();
    }
    Interpreter shell = new Interpreter(session, "sh", environment, in, out, err);
    return command == null
        ? shell.run(in)
        : shell.run(
            new String(command.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  @Override
  public void destroy(ChannelSession channel) {
    out.close();
    err.close();
  }
}
