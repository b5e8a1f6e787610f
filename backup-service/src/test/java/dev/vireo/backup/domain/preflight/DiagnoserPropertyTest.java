package dev.vireo.backup.domain.preflight;

import static dev.vireo.backup.domain.preflight.Scene.NOW;
import static dev.vireo.backup.domain.preflight.Scene.SEEN;
import static dev.vireo.backup.domain.preflight.Scene.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DiagnoserPropertyTest {

  @Provide
  Arbitrary<List<Sight>> sights() {
    Arbitrary<Boolean> either = Arbitraries.of(true, false);
    Arbitrary<List<String>> names =
        Arbitraries.of("vc.lab.example", "other.example", "192.0.2.7").list().ofMaxSize(2);
    Arbitrary<Evidence> evidence =
        Arbitraries.oneOf(
            names.map(n -> new Evidence.NameResolved(SEEN, n)),
            Combinators.combine(names, names).as((a, b) -> new Evidence.HostsFileRead(SEEN, a, b)),
            Combinators.combine(names, either)
                .as((n, b) -> new Evidence.ReverseLookedUp(SEEN, n, b)),
            either.map(b -> new Evidence.OwnAddressesRead(SEEN, b)),
            Combinators.combine(either, either).as((a, b) -> new Evidence.PathPinged(SEEN, a, b)),
            Combinators.combine(Arbitraries.of(22, 443), Arbitraries.of(PortState.class))
                .as((p, s) -> new Evidence.PortKnocked(SEEN, p, s)),
            Arbitraries.of(TlsOutcome.class).map(o -> new Evidence.TlsShaken(SEEN, o)),
            Combinators.combine(
                    Arbitraries.of("vc.lab.example", "other.example"),
                    Arbitraries.integers().between(-30, 30),
                    either)
                .as(Scene::certificate),
            Arbitraries.integers()
                .between(-1000, 1000)
                .map(s -> new Evidence.ClockRead(SEEN, NOW.plusSeconds(s), NOW)),
            Arbitraries.of("", "other product").map(p -> new Evidence.ProductTold(SEEN, p)),
            Combinators.combine(Arbitraries.of(LoginAnswer.class), Arbitraries.strings().ascii())
                .as((a, w) -> new Evidence.LoginTried(SEEN, a, "backup", w)),
            either.map(b -> new Evidence.SessionUsed(SEEN, b)),
            names.map(n -> new Evidence.PrivilegesRead(SEEN, n)),
            Arbitraries.of(CheckName.class).map(c -> new Evidence.NotChecked(SEEN, c)));
    return evidence
        .list()
        .ofMaxSize(14)
        .map(e -> new Sight("somewhere", e))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Property(tries = 500)
  void whatever_was_seen_ends_in_one_cause_with_advice(@ForAll("sights") List<Sight> sights) {
    Diagnosis diagnosis = Diagnoser.diagnose(TARGET, sights);
    assertThat(diagnosis.advice()).isNotBlank().doesNotContainIgnoringCase("try again");
    assertThat(diagnosis.ruledOut()).doesNotContain(diagnosis.cause());
    assertThat(diagnosis.checks()).hasSizeGreaterThanOrEqualTo(CheckName.values().length);
    boolean failed = diagnosis.checks().stream().anyMatch(Check::failed);
    assertThat(diagnosis.healthy()).isEqualTo(!failed);
  }

  @Provide
  Arbitrary<String> bareRefusals() {
    return Arbitraries.of(
            "invalid login",
            "InvalidLogin Cannot complete login due to an incorrect user name or password.",
            "401 Unauthorized",
            "authentication failure",
            "Incorrect user name or password, unable to log in",
            "Access is denied.")
        .flatMap(
            words ->
                Arbitraries.strings()
                    .alpha()
                    .ofMaxLength(6)
                    .map(more -> words + " (" + more + ")"));
  }

  @Property(tries = 200)
  void an_invalid_login_alone_is_never_called_a_wrong_password(
      @ForAll("bareRefusals") String words) {
    assertThat(Scene.healthy().refusing(words).diagnosis().cause())
        .isEqualTo(Cause.CREDENTIALS_REFUSED_UNDETERMINED);
  }

  @Property(tries = 300)
  void no_form_of_a_secret_survives(
      @ForAll("secrets") String password, @ForAll("secrets") String before) {
    Redaction redaction = Redaction.of("backup", password);
    String basic =
        java.util.Base64.getEncoder()
            .encodeToString(
                ("backup:" + password).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(redaction.of(before + " " + password + " <b>" + basic + "</b>"))
        .doesNotContain(password)
        .doesNotContain(basic);
    assertThat(redaction.toString()).doesNotContain(password);
  }

  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings().withChars("aB7&<>%+ '\"$").ofMinLength(8).ofMaxLength(20);
  }
}
