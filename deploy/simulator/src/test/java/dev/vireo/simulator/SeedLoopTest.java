package dev.vireo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.simulator.estate.Composition.Profile;
import dev.vireo.simulator.estate.Device;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loop that an operator once typed, against the host that it was typed on. */
class SeedLoopTest {
  private static final String LOOP =
      """
      for device in `esxcli nmp path list|grep "Device: "|awk '{ print $2 }' | grep naa`
      do
      \tesxcli nmp device setpolicy --psp VMW_PSP_RR --device $device
      done
      """;

  @Test
  void changes_every_naa_device_of_an_esx_4_1_host_and_no_other() throws Exception {
    try (DataCentre centre = DataCentre.start(Options.defaults().withHosts(1));
        Shell shell = new Shell()) {
      Shell.Result result = shell.run(centre, "esx-01", "sh -s", LOOP);

      assertThat(result.err()).isEmpty();
      assertThat(result.status()).isZero();
      List<Device> devices = centre.truth("esx-01").devices();
      assertThat(devices)
          .filteredOn(device -> device.id().startsWith("naa."))
          .isNotEmpty()
          .allMatch(device -> device.policy().psp().equals("VMW_PSP_RR"));
      assertThat(devices)
          .filteredOn(device -> !device.id().startsWith("naa."))
          .isNotEmpty()
          .noneMatch(device -> device.policy().psp().equals("VMW_PSP_RR"));
    }
  }

  @Test
  void does_each_device_once_for_each_of_its_paths() throws Exception {
    try (DataCentre centre =
            DataCentre.start(
                Options.defaults().withHosts(1).withComposition(Profile.UNIFORM, 3, 4));
        Shell shell = new Shell()) {
      shell.run(centre, "esx-01", LOOP);

      assertThat(centre.log()).filteredOn(entry -> entry.argv().contains("setpolicy")).hasSize(12);
      assertThat(centre.log()).filteredOn(entry -> entry.changed()).hasSize(3);
    }
  }
}
