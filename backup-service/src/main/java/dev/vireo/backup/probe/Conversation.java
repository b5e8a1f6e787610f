package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.CertificateNames;
import dev.vireo.backup.domain.preflight.CheckName;
import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import dev.vireo.backup.domain.preflight.LoginAnswer;
import dev.vireo.backup.domain.preflight.Target;
import dev.vireo.backup.domain.preflight.TlsOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** From an open port to a session that is kept: TLS, certificate, product, then the login. */
final class Conversation {

  private static final Duration HANDSHAKE = Duration.ofMillis(3500);
  private static final Duration PRODUCT = Duration.ofMillis(4500);
  private static final Duration LOGIN = Duration.ofSeconds(9);

  /** How far it came before the login. */
  private enum Standing {
    /** No TLS. */
    NOT_REACHED,
    /** A certificate that proves nobody. */
    UNPROVEN,
    /** Proven, and not a product that is served. */
    NOT_SERVED,
    TAKES_LOGIN
  }

  private final Authorities authorities;
  private final Target target;
  private final Tls tls;
  private Standing standing = Standing.NOT_REACHED;
  private @Nullable Login login;

  Conversation(Tls tls, Authorities authorities, Target target) {
    this.authorities = authorities;
    this.target = target;
    this.tls = tls;
  }

  boolean takesLogin() {
    return standing == Standing.TAKES_LOGIN;
  }

  boolean isUnproven() {
    return standing == Standing.UNPROVEN;
  }

  /** All that is asked without an account. */
  List<Evidence> begin(Optional<String> pin) throws InterruptedException {
    List<Evidence> seen = new ArrayList<>();
    try (Bounded threads = new Bounded()) {
      Tls.Seen shaken =
          Bounded.await(threads.begin(tls::shake), HANDSHAKE.multipliedBy(2), silent());
      seen.add(shaken.shaken());
      if (shaken.shaken().outcome() != TlsOutcome.AGREED || shaken.chain().isEmpty()) {
        return seen;
      }
      Evidence.CertificateShown certificate = Tls.certificate(shaken, authorities, pin);
      seen.add(certificate);
      Login way = login(new Https(tls, shaken.chain().getFirst(), target.toString()));
      List<Evidence> product =
          Bounded.await(threads.begin(() -> told(way)), PRODUCT, List.of(unanswered()));
      seen.addAll(product);
      login = way;
      standing = standing(certificate, product);
      return seen;
    }
  }

  /** One login and what follows it; nothing where the target takes none from here. */
  List<Evidence> logIn(Login.Account account) throws InterruptedException {
    Login way = login;
    if (way == null || !takesLogin()) {
      return List.of();
    }
    List<Evidence> attempt = new CopyOnWriteArrayList<>();
    try (Bounded threads = new Bounded()) {
      boolean ended =
          Bounded.await(
              threads.begin(() -> tried(way, account, attempt)), LOGIN.plus(account.hold()), false);
      if (!ended) {
        attempt.add(unfinished(attempt, account, "no answer in time"));
      }
    }
    return attempt;
  }

  private Tls.Seen silent() {
    return new Tls.Seen(
        new Evidence.TlsShaken(
            new Exchange("TLS ClientHello", "no answer in time", HANDSHAKE.toMillis() * 2),
            TlsOutcome.SILENT),
        List.of(),
        tls.clock().instant());
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

  /** Whether the password would go to whom it is meant for. */
  private Standing standing(Evidence.CertificateShown shown, List<Evidence> product) {
    boolean inTime =
        !shown.readAt().isBefore(shown.notBefore()) && !shown.readAt().isAfter(shown.notAfter());
    boolean proven =
        shown.pinned()
            || (shown.trusted() && inTime && CertificateNames.match(shown.names(), target.host()));
    boolean served =
        product.stream()
            .noneMatch(e -> e instanceof Evidence.ProductTold told && !told.problem().isEmpty());
    return !proven ? Standing.UNPROVEN : served ? Standing.TAKES_LOGIN : Standing.NOT_SERVED;
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
