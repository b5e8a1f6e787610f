package dev.vireo.container.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.container.StartCheckName;
import dev.vireo.bus.container.StartCheckResult;
import dev.vireo.container.check.ApiChecks.Told;
import dev.vireo.container.domain.lifecycle.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ApiChecksTest {

  private static final StartChecks WANTED =
      new StartChecks(
          Pattern.compile("running"), List.of(Address.parse("address", "10.20.0.9/16")), List.of());

  private static StartCheck check(Told told, StartCheckName name) {
    return ApiChecks.of(WANTED, told).get(name.ordinal());
  }

  @Test
  void each_check_is_told_of_in_its_order() {
    assertThat(ApiChecks.of(WANTED, new Told("Proxmox VE 3.4", "running", Optional.empty())))
        .extracting(StartCheck::name)
        .containsExactly(StartCheckName.values());
  }

  @Test
  void what_an_api_does_not_tell_is_never_passed() {
    assertThat(ApiChecks.of(WANTED, new Told("Proxmox VE 3.4", "running", Optional.empty())))
        .filteredOn(c -> c.name() != StartCheckName.STATUS_RUNNING)
        .allMatch(
            c ->
                c.result() == StartCheckResult.SKIPPED
                    && c.evidence().startsWith("not known: the API of Proxmox VE 3.4"));
  }

  @Test
  void a_container_that_stopped_again_fails_the_first_check() {
    assertThat(
            check(
                new Told("Proxmox VE 8.2", "stopped", Optional.empty()),
                StartCheckName.STATUS_RUNNING))
        .isEqualTo(
            new StartCheck(
                StartCheckName.STATUS_RUNNING, StartCheckResult.FAILED, "the API says stopped"));
  }

  @Test
  void an_address_is_seen_on_an_interface_or_its_lack_is_told_with_what_there_is() {
    assertThat(
            check(
                    new Told(
                        "Proxmox VE 8.2",
                        "running",
                        Optional.of(Map.of("eth0", List.of("10.20.0.9")))),
                    StartCheckName.ADDRESS)
                .result())
        .isEqualTo(StartCheckResult.PASSED);
    StartCheck lacks =
        check(
            new Told("Proxmox VE 8.2", "running", Optional.of(Map.of("eth0", List.of()))),
            StartCheckName.ADDRESS);
    assertThat(lacks.result()).isEqualTo(StartCheckResult.FAILED);
    assertThat(lacks.evidence()).isEqualTo("10.20.0.9 was asked, and eth0 has no IPv4 address");
  }
}
