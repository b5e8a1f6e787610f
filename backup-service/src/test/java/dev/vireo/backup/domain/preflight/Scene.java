package dev.vireo.backup.domain.preflight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is seen of a vCenter with which all is well, and what a test changes of it. */
final class Scene {

  static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
  static final Target TARGET = Target.parse("vc.lab.example", TargetKind.VCENTER);
  static final Exchange SEEN = new Exchange("asked", "answered", 3);

  private final List<Evidence> evidence = new ArrayList<>();
  private final String from;

  private Scene(String from) {
    this.from = from;
  }

  static Scene healthy() {
    return healthyFrom("here");
  }

  static Scene healthyFrom(String from) {
    Scene scene = new Scene(from);
    scene
        .with(new Evidence.NameResolved(SEEN, List.of("192.0.2.7")))
        .with(new Evidence.HostsFileRead(SEEN, List.of(), List.of()))
        .with(new Evidence.ReverseLookedUp(SEEN, List.of("vc.lab.example"), true))
        .with(new Evidence.OwnAddressesRead(SEEN, false))
        .with(new Evidence.PathPinged(SEEN, true, true))
        .with(new Evidence.PortKnocked(SEEN, 443, PortState.OPEN))
        .with(new Evidence.TlsShaken(SEEN, TlsOutcome.AGREED))
        .with(certificate("vc.lab.example", 0, true))
        .with(new Evidence.ClockRead(SEEN, NOW, NOW))
        .with(new Evidence.ProductTold(SEEN, ""))
        .with(new Evidence.LoginTried(SEEN, LoginAnswer.ACCEPTED, "backup@lab", ""))
        .with(new Evidence.SessionUsed(SEEN, true))
        .with(new Evidence.PrivilegesRead(SEEN, List.of()));
    return scene;
  }

  static Evidence.CertificateShown certificate(String name, int daysLater, boolean trusted) {
    return new Evidence.CertificateShown(
        SEEN,
        List.of(name),
        NOW.minusSeconds(86400 * 10).plusSeconds(86400L * daysLater),
        NOW.plusSeconds(86400 * 10).plusSeconds(86400L * daysLater),
        trusted,
        false,
        NOW);
  }

  static Evidence refused(String words) {
    return new Evidence.LoginTried(SEEN, LoginAnswer.REFUSED, "backup@lab", words);
  }

  /** In place of all evidence of its kind. */
  Scene with(Evidence seen) {
    without(seen.getClass());
    evidence.add(seen);
    return this;
  }

  Scene without(Class<? extends Evidence> type) {
    evidence.removeIf(type::isInstance);
    return this;
  }

  /** A refused login, with nothing after it. */
  Scene refusing(String words) {
    return with(refused(words))
        .without(Evidence.SessionUsed.class)
        .without(Evidence.PrivilegesRead.class);
  }

  Sight sight() {
    return new Sight(from, evidence);
  }

  Diagnosis diagnosis() {
    return Diagnoser.diagnose(TARGET, List.of(sight()));
  }
}
