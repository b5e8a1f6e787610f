package dev.vireo.multipath.esxcli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.multipath.domain.PspConfig;
import dev.vireo.multipath.domain.RoundRobinLimit;
import dev.vireo.multipath.domain.RuntimeName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PspConfigTextTest {

  @Test
  void reads_a_preferred_path_that_is_not_the_current_one() {
    assertThat(PspConfigText.parse("{preferred=vmhba39:C0:T0:L12;current=vmhba39:C0:T4:L12}"))
        .isEqualTo(
            new PspConfig.Fixed(
                Optional.of(new RuntimeName("vmhba39:C0:T0:L12")),
                Optional.of(new RuntimeName("vmhba39:C0:T4:L12"))));
  }

  @Test
  void reads_the_path_most_recently_used() {
    assertThat(PspConfigText.parse("Current Path=vmhba37:C1:T0:L10"))
        .isEqualTo(new PspConfig.Mru(Optional.of(new RuntimeName("vmhba37:C1:T0:L10"))));
  }

  @Test
  void parts_round_robins_settings_from_its_counters() {
    PspConfig early =
        PspConfigText.parse(
            "{policy=iops,iops=1,bytes=10485760,useANO=0;lastPathIndex=1:"
                + " NumIOsPending=0,numBytesPending=0}");
    PspConfig late =
        PspConfigText.parse(
            "{policy=iops,iops=1,bytes=10485760,useANO=0; lastPathIndex=3:"
                + " NumIOsPending=7,numBytesPending=4096}");

    assertThat(early.settingsText()).isEqualTo("policy=iops,iops=1,bytes=10485760,useANO=0");
    assertThat(early.sameSettings(late)).isTrue();
    assertThat(((PspConfig.RoundRobin) late).counters())
        .isEqualTo("lastPathIndex=3: NumIOsPending=7,numBytesPending=4096");
  }

  @Test
  void reads_a_latency_policy_and_ignores_its_sampling_cycle() {
    PspConfig one =
        PspConfigText.parse(
            "{policy=latency,latencyEvalTime=180000,samplingCycles=16,curSamplingCycle=3,useANO=0;"
                + " CurrentPath=vmhba2:C0:T0:L1: NumIOsPending=0,latency=0}");
    PspConfig two =
        PspConfigText.parse(
            "{policy=latency,latencyEvalTime=180000,samplingCycles=16,curSamplingCycle=9,useANO=0;"
                + " CurrentPath=vmhba2:C0:T1:L1: NumIOsPending=2,latency=4}");

    assertThat(((PspConfig.RoundRobin) one).settings().limit()).isEqualTo(RoundRobinLimit.LATENCY);
    assertThat(one.sameSettings(two)).isTrue();
  }

  @Test
  void takes_the_sentence_of_a_plug_in_without_configuration_for_none() {
    assertThat(
            PspConfigText.parse("PSP DELL_PSP_EQL_ROUTED does not support device configuration."))
        .isInstanceOf(PspConfig.Unsupported.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Current Path=vmhba37:CO:T1:L6",
        "{preferred=somewhere;current=vmhba1:C0:T0:L0}",
        "{preferred=vmhba1:C0:T0:L0;mood=calm}",
        "{policy=dice,iops=6}",
        "{policy=rr,iops}",
        "what?"
      })
  void keeps_text_of_another_form_as_it_is(String text) {
    assertThat(PspConfigText.parse(text)).isEqualTo(new PspConfig.Unknown(text));
  }
}
