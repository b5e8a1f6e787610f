package dev.vireo.backup.domain.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LoginOrderTest {

  private static final List<Boolean> BOTH = List.of(true, true);

  private static Scene untried(String from) {
    return Scene.healthyFrom(from).without(Evidence.LoginTried.class);
  }

  private static Sight ownMachine() {
    return untried("vc").with(new Evidence.OwnAddressesRead(Scene.SEEN, true)).sight();
  }

  private static Sight neighbour() {
    return untried("next-door").sight();
  }

  @Test
  void the_neighbour_logs_in_before_the_targets_own_machine() {
    assertThat(LoginOrder.next(List.of(ownMachine(), neighbour()), BOTH, 1))
        .isEqualTo(OptionalInt.of(1));
    assertThat(LoginOrder.next(List.of(ownMachine()), List.of(true), 1))
        .isEqualTo(OptionalInt.of(0));
  }

  @Test
  void no_more_logins_are_made_than_are_allowed_in_total() {
    List<Sight> afterOne = List.of(ownMachine(), Scene.healthyFrom("next-door").sight());
    List<Boolean> ready = List.of(true, false);
    assertThat(LoginOrder.next(afterOne, ready, 1)).isEmpty();
    assertThat(LoginOrder.whyNoMore(afterOne, 1)).contains("--attempts 2");
    assertThat(LoginOrder.next(afterOne, ready, 2)).isEqualTo(OptionalInt.of(0));
  }

  @Test
  void none_follows_a_refusal_that_names_the_accounts_own_state() {
    List<Sight> locked =
        List.of(
            ownMachine(),
            Scene.healthyFrom("next-door")
                .refusing("AcceptSecurityContext error, data 775")
                .sight());
    assertThat(LoginOrder.next(locked, List.of(true, false), 10)).isEmpty();
    assertThat(LoginOrder.whyNoMore(locked, 10)).contains("ACCOUNT_LOCKED");
  }

  @Test
  void a_login_without_an_answer_counts_as_made() {
    Sight lost =
        untried("next-door")
            .with(
                new Evidence.LoginTried(Scene.SEEN, LoginAnswer.UNCLEAR, "backup@lab", "no answer"))
            .sight();
    assertThat(LoginOrder.next(List.of(ownMachine(), lost), List.of(true, false), 1)).isEmpty();
  }

  @Test
  void accepted_next_door_and_kept_back_on_the_own_machine_is_not_certainly_healthy() {
    Sight kept =
        untried("vc")
            .without(Evidence.SessionUsed.class)
            .with(new Evidence.OwnAddressesRead(Scene.SEEN, true))
            .with(new Evidence.LoginKeptBack(Scene.SEEN))
            .sight();
    Diagnosis diagnosis =
        Diagnoser.diagnose(Scene.TARGET, List.of(kept, Scene.healthyFrom("next-door").sight()));
    assertThat(diagnosis.cause()).isEqualTo(Cause.HEALTHY);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(diagnosis.candidates())
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.cause()).isEqualTo(Cause.LOOPBACK_CHECK);
              assertThat(c.probe()).contains("--attempts 2");
            });
  }

  @Test
  void a_hosts_file_that_no_name_server_contradicts_is_contradicted_by_the_neighbours() {
    Sight odd =
        Scene.healthyFrom("odd")
            .with(new Evidence.NameResolved(Scene.SEEN, List.of("198.51.100.9")))
            .with(new Evidence.HostsFileRead(Scene.SEEN, List.of("198.51.100.9"), List.of()))
            .sight();
    Diagnosis diagnosis =
        Diagnoser.diagnose(Scene.TARGET, List.of(odd, Scene.healthyFrom("next-door").sight()));
    assertThat(diagnosis.cause()).isEqualTo(Cause.NAME_OVERRIDDEN);
    assertThat(diagnosis.difference()).contains("odd", "198.51.100.9", "192.0.2.7");
  }
}
