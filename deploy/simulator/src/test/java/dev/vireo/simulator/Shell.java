package dev.vireo.simulator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;

/** Runs commands on a simulated host the way anybody would: over SSH. */
final class Shell implements AutoCloseable {
  static final Duration BOUND = Duration.ofSeconds(30);

  record Result(int status, String out, String err) {}

  private final SshClient client = SshClient.setUpDefaultClient();

  Shell() {
    client.setServerKeyVerifier((session, address, key) -> true);
    client.start();
  }

  /** A client that speaks what hosts spoke before 2014 and nothing else. */
  static Shell ofOldAlgorithms() {
    Shell old = new Shell();
    old.client.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
            false, List.of(BuiltinDHFactories.dhg14), ClientBuilder.DH2KEX));
    old.client.setCipherFactories(List.of(BuiltinCiphers.aes128cbc));
    old.client.setMacFactories(List.of(BuiltinMacs.hmacsha1));
    old.client.setSignatureFactories(List.of(BuiltinSignatures.rsa));
    return old;
  }

  SshClient client() {
    return client;
  }

  ClientSession connect(DataCentre centre, String host) throws IOException {
    int port =
        centre.containerHosts().stream()
            .filter(handle -> handle.name().equals(host))
            .map(ContainerHandle::port)
            .findFirst()
            .orElseGet(() -> centre.host(host).port());
    ClientSession session = client.connect("root", "127.0.0.1", port).verify(BOUND).getSession();
    try {
      session.addPasswordIdentity(centre.password());
      session.auth().verify(BOUND);
      return session;
    } catch (IOException e) {
      session.close(true);
      throw e;
    }
  }

  Result run(DataCentre centre, String host, String command) throws IOException {
    return run(centre, host, command, "");
  }

  Result run(DataCentre centre, String host, String command, String input) throws IOException {
    try (ClientSession session = connect(centre, host);
        ChannelExec channel = session.createExecChannel(command)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      channel.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      channel.setOut(out);
      channel.setErr(err);
      channel.open().verify(BOUND);
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), BOUND);
      Integer status = channel.getExitStatus();
      return new Result(
          status == null ? -1 : status,
          out.toString(StandardCharsets.UTF_8),
          err.toString(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    client.stop();
  }
}
