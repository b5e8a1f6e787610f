package dev.vireo.multipath.esxcli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.multipath.domain.Hardware;
import dev.vireo.multipath.domain.Told;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoreListsTest {

  static final List<String> RELEASES = Captures.RELEASES;

  @ParameterizedTest
  @FieldSource("RELEASES")
  void reads_the_devices_of_every_release(String release) {
    Parsed<CoreDevice> list =
        CoreDeviceList.parse(Captures.text(release, Listing.CORE_DEVICE_LIST));

    assertThat(list.unparsed()).isEmpty();
    assertThat(list.items()).hasSizeGreaterThanOrEqualTo(6);
    Hardware lun = list.items().getFirst().hardware();
    assertThat(lun.vendor()).isEqualTo("IBM");
    assertThat(lun.local()).isEqualTo(Told.NO);
    assertThat(lun.status()).isEqualTo("on");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.0", "5.5", "6.0", "6.7", "7.0", "8.0"})
  void reads_the_paths_of_every_release(String release) {
    Parsed<CorePath> list = CorePathList.parse(Captures.text(release, Listing.CORE_PATH_LIST));

    assertThat(list.unparsed()).isEmpty();
    assertThat(list.items()).hasSizeGreaterThanOrEqualTo(18);
    assertThat(list.items().getFirst().state()).isEqualTo("active");
    assertThat(list.items().getFirst().transport()).isEqualTo("fc");
    assertThat(list.items().get(13).state()).isEqualTo("standby");
  }

  @Test
  void reads_several_fields_on_a_line_of_scsidevs() {
    Parsed<CoreDevice> list =
        CoreDeviceList.parseScsidevs(
            """
            naa.600507680b8081f2c800000000000011
               Device Type: Direct-Access
               Size: 30720 MB
               Display Name: IBM Fibre Channel Disk (naa.600507680b8081f2c800000000000011)
               Multipath Plugin: NMP
               Console Device: /dev/sdc
               Devfs Path: /vmfs/devices/disks/naa.600507680b8081f2c800000000000011
               Vendor: IBM       Model: 2145              Revis: 0000
               SCSI Level: 6  Is Pseudo: false Status: on
               Is RDM Capable: true  Is Removable: false
               Is Local: false Is SSD: true
               Other Names:
                  vml.0200010000600507680b8081f2c800000000000011323134352020
               VAAI Status: unknown
            naa.5000c5004a1b2c3d
               Is Local: true
            """);

    assertThat(list.unparsed()).isEmpty();
    assertThat(list.items()).hasSize(2);
    Hardware lun = list.items().getFirst().hardware();
    assertThat(lun.vendor()).isEqualTo("IBM");
    assertThat(lun.model()).isEqualTo("2145");
    assertThat(lun.revision()).isEqualTo("0000");
    assertThat(lun.status()).isEqualTo("on");
    assertThat(lun.pseudo()).isEqualTo(Told.NO);
    assertThat(lun.ssd()).isEqualTo(Told.YES);
    assertThat(lun.size()).hasValue(30_720);
    assertThat(list.items().getLast().hardware().local()).isEqualTo(Told.YES);
  }

  @Test
  void reads_adapter_channel_target_and_lun_on_one_line_of_mpath() {
    Parsed<CorePath> list =
        CorePathList.parse(
            """
            sas.500605b001a2b3c4-sas.5000c5004a1b2c3e-naa.5000c5004a1b2c3d
               Runtime Name: vmhba0:C0:T1:L0
               Device: naa.5000c5004a1b2c3d
               Device Display Name: Local SEAGATE Disk (naa.5000c5004a1b2c3d)
               Adapter: vmhba0 Channel: 0 Target: 1 LUN: 0
               Adapter Identifier: sas.500605b001a2b3c4
               Target Identifier: sas.5000c5004a1b2c3e
               Plugin: NMP
               State: dead
               Transport: sas
            """);

    assertThat(list.unparsed()).isEmpty();
    assertThat(list.items())
        .containsExactly(
            new CorePath(
                "sas.500605b001a2b3c4-sas.5000c5004a1b2c3e-naa.5000c5004a1b2c3d",
                "vmhba0:C0:T1:L0",
                "naa.5000c5004a1b2c3d",
                "NMP",
                "dead",
                "sas",
                "sas.500605b001a2b3c4",
                "sas.5000c5004a1b2c3e"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.0", "4.1"})
  void reads_the_brief_path_list_of_old_releases(String release) {
    Parsed<CorePath> list = MpathBrief.parse(Captures.text(release, Listing.MPATH_BRIEF));

    assertThat(list.unparsed()).isEmpty();
    assertThat(list.items()).hasSize(18);
    CorePath first = list.items().getFirst();
    assertThat(first.device()).isEqualTo("naa.600507680b8081f2c800000000000011");
    assertThat(first.transport()).isEqualTo("fc");
    assertThat(first.adapter())
        .isEqualTo("WWNN: 20:00:00:24:ff:4a:1b:2c WWPN: 21:00:00:24:ff:4a:1b:2c");
    assertThat(list.items().get(13).state()).isEqualTo("standby");
  }

  @Test
  void reports_a_brief_path_without_its_device() {
    Parsed<CorePath> list =
        MpathBrief.parse("vmhba1:C0:T0:L1 LUN:1 state:active fc Adapter: a Target: b\nnoise\n");

    assertThat(list.items()).isEmpty();
    assertThat(list.unparsed()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.7", "7.0", "8.0"})
  void reads_the_devices_of_the_high_performance_plug_in(String release) {
    Parsed<HppDevice> list = HppDeviceList.parse(Captures.text(release, Listing.HPP_DEVICE_LIST));

    assertThat(list.unparsed()).isEmpty();
    assertThat(list.items()).hasSize(1);
    assertThat(list.items().getFirst().scheme()).isEqualTo("FIXED");
    assertThat(list.items().getFirst().paths()).containsExactly("vmhba3:C0:T0:L0");
    assertThat(list.items().getFirst().local()).isEqualTo(Told.YES);
  }
}
