package dev.vireo.inventory.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;

/**
 * A host on loopback: a real SSH server, a real shell, and programs of its own on the PATH that
 * print what an ESXi host prints. The account is root, the password {@link #PASSWORD}.
 */
final class HostOverSsh implements AutoCloseable {

  static final String PASSWORD = "correct horse battery staple";

  private static final String ADAPTERS =
      """
      HBA Name  Driver  Link State  UID                                   Description
      --------  ------  ----------  ------------------------------------  ---------------------------
      vmhba2    lpfc    link-up     fc.20000000c9000b01:10000000c9000b01  (0000:04:00.0) Emulex LPe12000
      """;

  private final Path programs;
  private final AtomicInteger logins = new AtomicInteger();
  private SshServer server;

  private HostOverSsh(Path programs, SshServer server) {
    this.programs = programs;
    this.server = server;
  }

  static HostOverSsh start(Path folder) throws IOException, GeneralSecurityException {
    return start(folder, 0);
  }

  /** A host at a port of one's choice, which must be free. */
  static HostOverSsh start(Path folder, int port) throws IOException, GeneralSecurityException {
    Path programs = Files.createDirectories(folder.resolve("programs"));
    HostOverSsh host = new HostOverSsh(programs, SshServer.setUpDefaultServer());
    host.says("vmware", "VMware ESXi 6.7.0 build-17700523\n");
    host.says("esxcli", ADAPTERS);
    host.listen(port, newKey());
    return host;
  }

  private static KeyPair newKey() throws GeneralSecurityException {
    return KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
  }

  private void listen(int port, KeyPair key) throws IOException {
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(port);
    server.setKeyPairProvider(KeyPairProvider.wrap(key));
    server.setPasswordAuthenticator(
        (user, password, session) -> {
          logins.incrementAndGet();
          return user.equals("root") && password.equals(PASSWORD);
        });
    server.setCommandFactory(
        (channel, command) ->
            ProcessShellCommandFactory.INSTANCE.createCommand(
                channel, "/usr/bin/env PATH=" + programs + ":/usr/bin:/bin " + command));
    server.start();
  }

  /** From now on a program prints this. */
  void says(String program, String text) throws IOException {
    Path words = programs.resolve(program + ".txt");
    Files.writeString(words, text);
    Path script = programs.resolve(program);
    Files.writeString(script, "#!/bin/sh\nexec cat '" + words + "'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  int port() {
    return server.getPort();
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  int logins() {
    return logins.get();
  }

  /** It is installed anew: same port, another key. */
  void changeKey() throws IOException, GeneralSecurityException {
    int port = port();
    server.stop(true);
    listen(port, newKey());
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
