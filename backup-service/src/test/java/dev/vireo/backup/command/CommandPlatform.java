package dev.vireo.backup.command;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.vireo.local.DatabaseAccess;
import dev.vireo.local.testing.TestBackends;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real broker, a fresh database of a real PostgreSQL, and folders for credentials and state. */
public final class CommandPlatform implements QuarkusTestResourceLifecycleManager {

  static final String MAIL_PASSWORD = "a password that the mail server asks for";

  private static final String MAIL_USER = "vireo";

  private @Nullable Path folder;
  private @Nullable GreenMail mail;

  @Override
  public Map<String, String> start() {
    TestBackends backends = TestBackends.shared();
    DatabaseAccess database = backends.newDatabase("backup");
    Map<String, String> configuration = new HashMap<>();
    configuration.put("kafka.bootstrap.servers", backends.bootstrapServers());
    configuration.put(
        "vireo.db.address", database.host() + ":" + database.port() + "/" + database.database());
    configuration.put("vireo.db.schema", database.schema());
    configuration.put("quarkus.datasource.username", database.user());
    configuration.put("quarkus.datasource.password", database.password());
    configuration.put("vireo.backup.look-every", "24h");
    configuration.put("vireo.backup.retry-pause", "100ms");
    // Whoever runs the tests may have one.
    configuration.put("VAULT_ADDR", "");
    try {
      folder = Files.createTempDirectory("vireo-backup");
      configuration.put(
          "vireo.credentials-dir", Files.createDirectory(folder.resolve("credentials")).toString());
      configuration.put(
          "vireo.scripts-dir", Files.createDirectory(folder.resolve("scripts")).toString());
      mail(configuration, folder.resolve("credentials").resolve("mail"));
      configuration.put("vireo.state-dir", folder.resolve("state").toString());
      configuration.put("vireo.known-hosts", folder.resolve("known_hosts").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return configuration;
  }

  /** A mail server that takes mails of whoever has the password, and a mailbox to look into. */
  private void mail(Map<String, String> configuration, Path password) throws IOException {
    GreenMail server =
        new GreenMail(
            new ServerSetup[] {
              ServerSetupTest.SMTP.dynamicPort(), ServerSetupTest.POP3.dynamicPort()
            });
    server.start();
    mail = server;
    server.setUser(Mailbox.ADDRESS, Mailbox.ADDRESS, Mailbox.PASSWORD);
    server.setUser("vireo@example.org", MAIL_USER, MAIL_PASSWORD);
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, MAIL_PASSWORD);
    configuration.put("vireo.mail.host", "127.0.0.1");
    configuration.put("quarkus.mailer.host", "127.0.0.1");
    configuration.put("vireo.mail.to", Mailbox.ADDRESS);
    configuration.put("vireo.mail.password", "file:mail");
    configuration.put("quarkus.mailer.port", Integer.toString(server.getSmtp().getPort()));
    configuration.put("quarkus.mailer.from", "vireo@example.org");
    configuration.put("quarkus.mailer.username", MAIL_USER);
    configuration.put("quarkus.mailer.start-tls", "DISABLED");
    configuration.put("quarkus.mailer.login", "REQUIRED");
    configuration.put("vireo.test.mailbox", Integer.toString(server.getPop3().getPort()));
  }

  @Override
  public void stop() {
    if (mail != null) {
      mail.stop();
    }
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
