package dev.vireo.backup.report;

import dev.vireo.bus.backup.BackupsSummarised;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends summaries to whom the configuration names; to nobody where it names no mail server. */
@ApplicationScoped
public class SummaryMail {

  private static final Logger LOG = LoggerFactory.getLogger(SummaryMail.class);
  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Mailer mailer;
  private final Optional<String> server;
  private final List<String> to;

  SummaryMail(
      Mailer mailer,
      @ConfigProperty(name = "vireo.mail.host") Optional<String> server,
      @ConfigProperty(name = "vireo.mail.to") Optional<List<String>> to) {
    this.mailer = mailer;
    this.server = server.filter(name -> !name.isBlank());
    this.to = to.orElse(List.of());
    if (this.server.isPresent() && this.to.isEmpty()) {
      throw new IllegalStateException(
          "VIREO_MAIL_HOST is set, and VIREO_MAIL_TO names nobody: set it to addresses, with"
              + " commas");
    }
  }

  /** Whether there is a mail server to send to. */
  public boolean configured() {
    return server.isPresent();
  }

  /** Whom mails go to. */
  public List<String> to() {
    return to;
  }

  /**
   * Sends it, and waits until the server has it. A server that is busy or being started is asked
   * again.
   *
   * @throws RuntimeException where it has it not, of the mailer's own kinds
   */
  public void send(BackupsSummarised summary) throws InterruptedException {
    SummaryPage page = new SummaryPage(summary);
    for (int attempt = 1; ; attempt++) {
      try {
        mailer.send(
            new Mail()
                .setSubject(page.subject())
                .setHtml(page.html())
                .setText(page.text())
                .setTo(to));
        return;
      } catch (RuntimeException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LOG.info("the mail server did not take the summary, and is asked again", e);
        Thread.sleep(PAUSE.multipliedBy(attempt));
      }
    }
  }
}
