package dev.vireo.backup.command;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.vireo.bus.Domain;
import dev.vireo.testing.SecretFile;
import dev.vireo.testing.ServicePlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the service stands on in its tests: folders for scripts and state too, and a mail server.
 */
public final class CommandPlatform extends ServicePlatform {

  static final String MAIL_PASSWORD = "a password that the mail server asks for";

  private static final String MAIL_USER = "vireo";

  private @Nullable GreenMail mail;

  /** Of this service. */
  public CommandPlatform() {
    super(Domain.BACKUP);
  }

  @Override
  protected void configure(Map<String, String> configuration, Path scratch) throws IOException {
    configuration.put("vireo.backup.look-every", "24h");
    configuration.put("vireo.backup.retry-pause", "100ms");
    configuration.put(
        "vireo.scripts-dir", Files.createDirectory(scratch.resolve("scripts")).toString());
    configuration.put("vireo.state-dir", scratch.resolve("state").toString());
    mail(configuration, scratch.resolve("credentials").resolve("mail"));
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
    configuration.put("vireo.mail.host", "127.0.0.1");
    configuration.put("quarkus.mailer.host", "127.0.0.1");
    configuration.put("vireo.mail.to", Mailbox.ADDRESS);
    configuration.put("vireo.mail.password", SecretFile.write(password, MAIL_PASSWORD));
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
    super.stop();
  }
}
