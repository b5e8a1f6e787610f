package dev.vireo.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class HostTimeTest {

  private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

  @Test
  void the_slowest_host_is_the_one_with_most_esxcli_calls_within_the_stage() {
    HostTime time =
        HostTime.of(
            Stream.of(
                call("esx-01", -1, "esxcli"),
                call("esx-01", 1, "esxcli"),
                call("esx-02", 1, "esxcli"),
                call("esx-02", 2, "esxcli"),
                call("esx-01", 9, "esxcli"),
                call("esx-01", 10, "esxcli"),
                call("esx-01", 11, "esxcli"),
                call("esx-01", 12, "esxcli")),
            BEGIN,
            BEGIN.plusSeconds(10),
            Duration.ofMillis(50));

    assertThat(time.hosts()).isEqualTo(2);
    assertThat(time.mostCalls()).isEqualTo(3);
    assertThat(time.slowest()).isEqualTo(Duration.ofMillis(150));
  }

  @Test
  void programs_that_are_not_delayed_do_not_count() {
    HostTime time =
        HostTime.of(
            Stream.of(call("esx-01", 1, "vmware"), call("esx-01", 1, "esxcfg-mpath")),
            BEGIN,
            BEGIN.plusSeconds(10),
            Duration.ofMillis(50));

    assertThat(time.slowest()).isZero();
  }

  private static String call(String host, int second, String program) {
    return "{\"seq\":1,\"time\":\"%s\",\"host\":\"%s\",\"argv\":[\"%s\",\"storage\"],\"exit\":0}"
        .formatted(BEGIN.plusSeconds(second), host, program);
  }
}
