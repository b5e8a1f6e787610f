package dev.vireo.bench.fleet;

import dev.vireo.bench.estate.NotMeasured;
import dev.vireo.bench.estate.SimulatedHost;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * The floor: the calls of a stage made once more on the same hosts, by SSH and nothing else. Every
 * host at once, over a connection that is open already; each script is one channel, as it was; what
 * the hosts print is thrown away. No bus, no database, nothing read, judged, checked or said.
 *
 * <p>What this takes is the transport's and the simulated hosts' part, which they have on the same
 * processors. No service can be faster beside them.
 */
final class BareCalls implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final SshClient client = SshClient.setUpDefaultClient();
  private final Map<String, ClientSession> sessions = new LinkedHashMap<>();

  /** Connects to all of them. */
  BareCalls(List<SimulatedHost> hosts) {
    // The hosts are the benchmark's own, on loopback.
    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    client.start();
    for (SimulatedHost host : hosts) {
      sessions.put(host.name(), connect(host));
    }
  }

  private ClientSession connect(SimulatedHost host) {
    try {
      ClientSession session =
          client.connect(host.user(), host.address(), host.port()).verify(PATIENCE).getSession();
      session.addPasswordIdentity(Files.readString(Path.of(host.passwordFile())).strip());
      session.auth().verify(PATIENCE);
      return session;
    } catch (IOException e) {
      throw new NotMeasured(host.name() + " cannot be reached: " + e.getMessage(), e);
    }
  }

  /**
   * Makes the calls.
   *
   * @param scripts each host's scripts, one after another; of each the calls
   * @return how long it took until the last host was done
   */
  Duration make(Map<String, List<List<List<String>>>> scripts) {
    long begin = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      scripts.forEach(
          (host, own) ->
              running.add(
                  threads.submit(
                      () -> {
                        for (List<List<String>> script : own) {
                          run(host, script);
                        }
                        return host;
                      })));
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new NotMeasured("the bare calls failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotMeasured("interrupted", e);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void run(String host, List<List<String>> calls) throws IOException {
    ClientSession session = sessions.get(host);
    if (session == null) {
      throw new NotMeasured("the simulator's log tells of a host that it did not name: " + host);
    }
    StringBuilder script = new StringBuilder();
    for (List<String> argv : calls) {
      argv.forEach(word -> script.append('\'').append(word.replace("'", "'\\''")).append("' "));
      script.append('\n');
    }
    try (ChannelExec channel = session.createExecChannel("/bin/sh -s")) {
      channel.setIn(new ByteArrayInputStream(script.toString().getBytes(StandardCharsets.UTF_8)));
      channel.setOut(OutputStream.nullOutputStream());
      channel.setErr(OutputStream.nullOutputStream());
      channel.open().verify(PATIENCE);
      if (!channel
          .waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE)
          .contains(ClientChannelEvent.CLOSED)) {
        throw new IOException(host + " did not end within " + PATIENCE);
      }
    }
  }

  @Override
  public void close() {
    client.stop();
  }
}
