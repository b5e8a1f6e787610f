package dev.vireo.backup.domain.preflight;

import static dev.vireo.backup.domain.preflight.Scene.NOW;
import static dev.vireo.backup.domain.preflight.Scene.SEEN;
import static dev.vireo.backup.domain.preflight.Scene.TARGET;
import static dev.vireo.backup.domain.preflight.Scene.certificate;
import static dev.vireo.backup.domain.preflight.Scene.healthy;
import static dev.vireo.backup.domain.preflight.Scene.healthyFrom;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnoserTest {

  static final String INVALID_LOGIN =
      "InvalidLogin Cannot complete login due to an incorrect user name or password.";

  static Stream<Arguments> scenes() {
    return Stream.of(
        arguments(Cause.HEALTHY, healthy()),
        arguments(Cause.NAME_FORWARD, healthy().with(new Evidence.NameResolved(SEEN, List.of()))),
        arguments(
            Cause.NAME_OVERRIDDEN,
            healthy()
                .with(
                    new Evidence.HostsFileRead(
                        SEEN, List.of("192.0.2.7"), List.of("198.51.100.7")))),
        arguments(
            Cause.NAME_REVERSE_MISMATCH,
            healthy().with(new Evidence.ReverseLookedUp(SEEN, List.of("old.lab.example"), false))),
        arguments(
            Cause.ROUTE, healthy().with(new Evidence.PortKnocked(SEEN, 443, PortState.NO_ROUTE))),
        arguments(
            Cause.PORT_REFUSED,
            healthy().with(new Evidence.PortKnocked(SEEN, 443, PortState.REFUSED))),
        arguments(
            Cause.PORT_FILTERED,
            healthy().with(new Evidence.PortKnocked(SEEN, 443, PortState.FILTERED))),
        arguments(
            Cause.MTU,
            healthy()
                .with(new Evidence.PathPinged(SEEN, true, false))
                .with(new Evidence.TlsShaken(SEEN, TlsOutcome.CUT_SHORT))),
        arguments(
            Cause.TLS_PROTOCOL, healthy().with(new Evidence.TlsShaken(SEEN, TlsOutcome.TOO_OLD))),
        arguments(
            Cause.TLS_CERTIFICATE_DATES, healthy().with(certificate("vc.lab.example", 40, true))),
        arguments(
            Cause.TLS_CERTIFICATE_NAME, healthy().with(certificate("other.lab.example", 0, true))),
        arguments(
            Cause.TLS_CERTIFICATE_CHAIN, healthy().with(certificate("vc.lab.example", 0, false))),
        arguments(
            Cause.CLOCK_SKEW,
            healthy().with(new Evidence.ClockRead(SEEN, NOW.plusSeconds(900), NOW))),
        arguments(
            Cause.VERSION_UNSUPPORTED, healthy().with(new Evidence.ProductTold(SEEN, "too old"))),
        arguments(Cause.ACCOUNT_UNKNOWN, healthy().refusing("error, data 525, v1db1")),
        arguments(Cause.CREDENTIALS_WRONG, healthy().refusing("error, data 52e, v1db1")),
        arguments(Cause.ACCOUNT_LOCKED, healthy().refusing("User account is locked.")),
        arguments(Cause.PASSWORD_EXPIRED, healthy().refusing("User password expired.")),
        arguments(Cause.NAME_FORM, healthy().refusing("no such realm 'lab'")),
        arguments(Cause.SOURCE_NOT_ALLOWED, healthy().refusing("logins are not allowed from here")),
        arguments(Cause.SESSION_NOT_KEPT, healthy().with(new Evidence.SessionUsed(SEEN, false))),
        arguments(
            Cause.PRIVILEGE_MISSING,
            healthy().with(new Evidence.PrivilegesRead(SEEN, List.of("Datastore.Browse")))),
        arguments(Cause.CREDENTIALS_REFUSED_UNDETERMINED, healthy().refusing(INVALID_LOGIN)));
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void one_fault_is_named_as_what_it_is(Cause cause, Scene scene) {
    Diagnosis diagnosis = scene.diagnosis();
    assertThat(diagnosis.cause()).isEqualTo(cause);
    assertThat(diagnosis.ruledOut()).doesNotContain(cause);
    assertThat(diagnosis.advice()).isNotBlank().doesNotContainIgnoringCase("try again");
  }

  @Test
  void every_cause_but_the_one_that_needs_two_places_has_a_scene() {
    Set<Object> shown = scenes().map(a -> a.get()[0]).collect(Collectors.toSet());
    Set<Object> all = new HashSet<>(Arrays.asList(Cause.values()));
    all.removeAll(shown);
    assertThat(all).containsExactly(Cause.LOOPBACK_CHECK);
  }

  @Test
  void a_bare_invalid_login_ranks_candidates_and_says_what_decides() {
    Diagnosis diagnosis = healthy().refusing(INVALID_LOGIN).diagnosis();
    assertThat(diagnosis.candidates())
        .extracting(Candidate::cause)
        .contains(
            Cause.CREDENTIALS_WRONG,
            Cause.ACCOUNT_LOCKED,
            Cause.PASSWORD_EXPIRED,
            Cause.ACCOUNT_UNKNOWN,
            Cause.NAME_FORM)
        .doesNotHaveDuplicates();
    assertThat(diagnosis.candidates()).allSatisfy(c -> assertThat(c.probe()).isNotBlank());
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.POSSIBLE);
  }

  @Test
  void from_the_targets_own_machine_the_loopback_check_is_the_first_candidate() {
    Diagnosis diagnosis =
        healthy()
            .with(new Evidence.OwnAddressesRead(SEEN, true))
            .refusing(INVALID_LOGIN)
            .diagnosis();
    assertThat(diagnosis.candidates().getFirst().cause()).isEqualTo(Cause.LOOPBACK_CHECK);
  }

  @Test
  void refused_on_its_own_machine_and_accepted_by_a_neighbour_is_the_loopback_check() {
    Sight own =
        healthyFrom("vc")
            .with(new Evidence.OwnAddressesRead(SEEN, true))
            .refusing(INVALID_LOGIN)
            .sight();
    Diagnosis diagnosis =
        Diagnoser.diagnose(TARGET, List.of(own, healthyFrom("neighbour").sight()));
    assertThat(diagnosis.cause()).isEqualTo(Cause.LOOPBACK_CHECK);
    assertThat(diagnosis.difference())
        .isEqualTo("from vc: CREDENTIALS_REFUSED_UNDETERMINED; from neighbour: HEALTHY");
    assertThat(diagnosis.findings()).hasSize(2);
  }

  @Test
  void refused_at_one_place_and_accepted_at_another_is_the_place() {
    Sight refused = healthyFrom("one").refusing(INVALID_LOGIN).sight();
    Diagnosis diagnosis =
        Diagnoser.diagnose(TARGET, List.of(refused, healthyFrom("other").sight()));
    assertThat(diagnosis.cause()).isEqualTo(Cause.SOURCE_NOT_ALLOWED);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(diagnosis.candidates())
        .extracting(Candidate::cause)
        .containsExactly(Cause.LOOPBACK_CHECK);
  }

  @Test
  void a_session_lost_at_one_place_alone_is_the_loop_and_the_difference_says_where() {
    Sight loop = healthyFrom("one").with(new Evidence.SessionUsed(SEEN, false)).sight();
    Diagnosis diagnosis = Diagnoser.diagnose(TARGET, List.of(loop, healthyFrom("other").sight()));
    assertThat(diagnosis.cause()).isEqualTo(Cause.SESSION_NOT_KEPT);
    assertThat(diagnosis.difference())
        .contains("from one: SESSION_NOT_KEPT", "from other: HEALTHY");
  }

  @Test
  void a_port_filtered_at_one_place_alone_is_told_with_the_place() {
    Sight filtered =
        healthyFrom("one").with(new Evidence.PortKnocked(SEEN, 443, PortState.FILTERED)).sight();
    Diagnosis diagnosis =
        Diagnoser.diagnose(TARGET, List.of(healthyFrom("other").sight(), filtered));
    assertThat(diagnosis.cause()).isEqualTo(Cause.PORT_FILTERED);
    assertThat(diagnosis.difference()).contains("from one: PORT_FILTERED");
    assertThat(diagnosis.ruledOut()).doesNotContain(Cause.PORT_FILTERED);
  }

  @Test
  void a_certificate_that_is_valid_by_the_targets_wrong_clock_is_a_matter_of_clocks() {
    Diagnosis diagnosis =
        healthy()
            .with(certificate("vc.lab.example", 40, true))
            .with(new Evidence.ClockRead(SEEN, NOW.plusSeconds(86400 * 40), NOW))
            .diagnosis();
    assertThat(diagnosis.cause()).isEqualTo(Cause.CLOCK_SKEW);
  }

  @Test
  void a_closed_ssh_port_counts_only_where_nothing_else_failed() {
    Target esx = Target.parse("vc.lab.example", TargetKind.ESX);
    Evidence ssh = new Evidence.PortKnocked(SEEN, 22, PortState.REFUSED);
    List<Evidence> both =
        Stream.concat(healthy().refusing(INVALID_LOGIN).sight().evidence().stream(), Stream.of(ssh))
            .toList();
    List<Evidence> alone =
        Stream.concat(healthy().sight().evidence().stream(), Stream.of(ssh)).toList();
    assertThat(Diagnoser.diagnose(esx, List.of(new Sight("here", both))).cause())
        .isEqualTo(Cause.CREDENTIALS_REFUSED_UNDETERMINED);
    assertThat(Diagnoser.diagnose(esx, List.of(new Sight("here", alone))).cause())
        .isEqualTo(Cause.PORT_REFUSED);
  }

  @Test
  void another_name_of_the_same_machine_is_no_mismatch() {
    Diagnosis diagnosis =
        healthy()
            .with(new Evidence.ReverseLookedUp(SEEN, List.of("host-12.lab.example"), true))
            .diagnosis();
    assertThat(diagnosis.cause()).isEqualTo(Cause.HEALTHY);
  }
}
