package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.CertificateNames;
import dev.vireo.backup.domain.preflight.CheckName;
import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import dev.vireo.backup.domain.preflight.LoginAnswer;
import dev.vireo.backup.domain.preflight.Target;
import dev.vireo.backup.domain.preflight.TlsOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** From an open port to a session that is kept: TLS, certificate, product, login. */
final class Conversation {

  private static final Duration HANDSHAKE = Duration.ofMillis(3500);
  private static final Duration PRODUCT = Duration.ofMillis(4500);
  private static final Duration LOGIN = Duration.ofSeconds(9);

  private final Authorities authorities;
  private final Target target;
  private final Tls tls;

  Conversation(Dial dial, Authorities authorities, Target target, InetAddress address) {
    this.authorities = authorities;
    this.target = target;
    this.tls = new Tls(dial, address, target.host(), target.port());
  }

  List<Evidence> hold(Preflight.Permission permission) throws InterruptedException {
    List<Evidence> seen = new ArrayList<>();
    try (Bounded threads = new Bounded()) {
      Tls.Seen shaken =
          Bounded.await(threads.begin(tls::shake), HANDSHAKE.multipliedBy(2), silent());
      seen.add(shaken.shaken());
      if (shaken.shaken().outcome() != TlsOutcome.AGREED || shaken.chain().isEmpty()) {
        return seen;
      }
      Evidence.CertificateShown certificate =
          Tls.certificate(shaken, authorities, permission.pin());
      seen.add(certificate);
      Login login = login(new Https(tls, shaken.chain().getFirst(), target.toString()));
      List<Evidence> product =
          Bounded.await(threads.begin(() -> told(login)), PRODUCT, List.of(unanswered()));
      seen.addAll(product);
      if (permission.user().isPresent() && mayLogIn(certificate, product, seen)) {
        Login.Account account =
            new Login.Account(permission.user().get(), permission.password(), permission.hold());
        List<Evidence> attempt = new CopyOnWriteArrayList<>();
        boolean ended =
            Bounded.await(
                threads.begin(() -> tried(login, account, attempt)),
                LOGIN.plus(permission.hold()),
                false);
        if (!ended) {
          attempt.add(unfinished(attempt, account, "no answer in time"));
        }
        seen.addAll(attempt);
      }
      return seen;
    }
  }

  private static Tls.Seen silent() {
    return new Tls.Seen(
        new Evidence.TlsShaken(
            new Exchange("TLS ClientHello", "no answer in time", HANDSHAKE.toMillis() * 2),
            TlsOutcome.SILENT),
        List.of(),
        Instant.now());
  }

  private Login login(Https https) {
    return switch (target.kind()) {
      case VCENTER, ESX -> new VimLogin(https, target.kind());
      case PVE -> new PveLogin(https);
      case APPLIANCE, HTTPS -> new BasicLogin(https);
    };
  }

  private static List<Evidence> told(Login login) {
    try {
      return login.product();
    } catch (IOException e) {
      return List.of(
          new Evidence.NotChecked(
              new Exchange("asked what it is", Tls.words(e), 0), CheckName.VERSION));
    }
  }

  private static Evidence unanswered() {
    return new Evidence.NotChecked(
        new Exchange("asked what it is", "no answer in time", PRODUCT.toMillis()),
        CheckName.VERSION);
  }

  /** Whether the password goes to whom it is meant for; says so where it does not. */
  private boolean mayLogIn(
      Evidence.CertificateShown shown, List<Evidence> product, List<Evidence> seen) {
    boolean inTime =
        !shown.readAt().isBefore(shown.notBefore()) && !shown.readAt().isAfter(shown.notAfter());
    boolean proven =
        shown.pinned()
            || (shown.trusted() && inTime && CertificateNames.match(shown.names(), target.host()));
    boolean served =
        product.stream()
            .noneMatch(e -> e instanceof Evidence.ProductTold told && !told.problem().isEmpty());
    if (!proven) {
      seen.add(
          new Evidence.NotChecked(
              new Exchange(
                  "nothing", "no password is sent to whom the certificate does not prove", 0),
              CheckName.AUTHENTICATION));
    }
    return proven && served;
  }

  private static boolean tried(Login login, Login.Account account, List<Evidence> attempt)
      throws InterruptedException {
    try {
      login.attempt(account, attempt);
    } catch (IOException e) {
      attempt.add(unfinished(attempt, account, account.redaction().of(Tls.words(e))));
    }
    return true;
  }

  /** What did not end: the login, or what follows it. */
  private static Evidence unfinished(List<Evidence> attempt, Login.Account account, String words) {
    if (attempt.isEmpty()) {
      return new Evidence.LoginTried(
          new Exchange("login as " + account.user(), words, 0),
          LoginAnswer.UNCLEAR,
          account.user(),
          words);
    }
    return new Evidence.NotChecked(
        new Exchange("used the session", words, 0),
        attempt.size() == 1 ? CheckName.SESSION : CheckName.PRIVILEGES);
  }
}
