package dev.vireo.multipath.esxcli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class NmpPathListTest {

  static final List<String> RELEASES = Captures.RELEASES;

  @ParameterizedTest
  @FieldSource("RELEASES")
  void reads_all_eighteen_paths_of_every_release(String release) {
    Parsed<NmpPath> list = NmpPathList.parse(Captures.text(release, Listing.PATH_LIST));

    assertThat(list.unparsed()).isEmpty();
    assertThat(list.items()).hasSize(18);
    assertThat(list.items().getFirst().runtimeName()).isEqualTo("vmhba1:C0:T0:L1");
    assertThat(list.items().get(9).groupState()).isEqualTo("active unoptimized");
    assertThat(list.items().get(13).groupState()).isEqualTo("standby");
  }

  @Test
  void knows_a_path_by_its_name_over_fibre_channel_iscsi_usb_and_without_a_device() {
    String paths =
        """
        fc.20000024ff4a1b2c:21000024ff4a1b2c-fc.500507:500508-naa.600507680b8081f2c800000000000011
           Runtime Name: vmhba1:C0:T0:L1
        iqn.1998-01.com.vmware:esx-00023d000001,iqn.2001-05.com.acme:a.b5,t,2-t10.ACME____0A
           Runtime Name: vmhba39:C0:T4:L12
        usb.vmhba32-usb.0:0-mpx.vmhba32:C0:T0:L0
           Runtime Name: vmhba32:C0:T0:L0
        fc.20000024ff4a1b2c:21000024ff4a1b2c-fc.500507:500508-
           Runtime Name: vmhba1:C0:T9:L1
           Device: No associated device
           Group State: dead
        """;

    Parsed<NmpPath> list = NmpPathList.parse(paths);

    assertThat(list.unparsed()).isEmpty();
    assertThat(list.items().stream().map(NmpPath::runtimeName))
        .containsExactly(
            "vmhba1:C0:T0:L1", "vmhba39:C0:T4:L12", "vmhba32:C0:T0:L0", "vmhba1:C0:T9:L1");
    assertThat(list.items().getLast().groupState()).isEqualTo("dead");
  }
}
