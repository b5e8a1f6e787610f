package dev.vireo.multipath.esxcli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.multipath.domain.Told;
import dev.vireo.multipath.domain.UnparsedLine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class NmpDeviceListTest {

  static final List<String> RELEASES = Captures.RELEASES;

  @ParameterizedTest
  @FieldSource("RELEASES")
  void reads_all_six_devices_of_every_release(String release) {
    Parsed<NmpDevice> list = NmpDeviceList.parse(Captures.text(release, Listing.DEVICE_LIST));

    assertThat(list.unparsed()).isEmpty();
    assertThat(list.items()).hasSize(6);
    assertThat(list.items().getFirst().satp()).isEqualTo("VMW_SATP_SVC");
    assertThat(list.items().getLast().id()).isEqualTo("mpx.vmhba0:C0:T0:L0");
  }

  @Test
  void reads_a_pasted_session_with_prompts_and_remarks_and_reports_what_is_strange() {
    String session =
        """
        ~ # esxcli nmp device list

        naa.600507680b8081f2c800000000000011
            Device Display Name: IBM Fibre Channel Disk (naa.600507680b8081f2c800000000000011)
            Storage Array Type: VMW_SATP_SVC
            Storage Array Type Device Config: SATP VMW_SATP_SVC does not support device configuration.
            Path Selection Policy: VMW_PSP_FIXED
            Path Selection Policy Device Config: {preferred=vmhba2:C0:T3:L11;current=vmhba2:C0:T3:L11}
            Working Paths: vmhba2:C0:T3:L11

        and so on
        ~ #
        """;

    Parsed<NmpDevice> list = NmpDeviceList.parse(session);

    assertThat(list.items())
        .containsExactly(
            new NmpDevice(
                "naa.600507680b8081f2c800000000000011",
                "IBM Fibre Channel Disk (naa.600507680b8081f2c800000000000011)",
                "VMW_SATP_SVC",
                "SATP VMW_SATP_SVC does not support device configuration.",
                "VMW_PSP_FIXED",
                "{preferred=vmhba2:C0:T3:L11;current=vmhba2:C0:T3:L11}",
                "",
                List.of("vmhba2:C0:T3:L11"),
                Told.NOT_TOLD,
                Told.NOT_TOLD));
    assertThat(list.unparsed())
        .containsExactly(
            new UnparsedLine("device-list", 11, "and so on", "neither a name nor a field"));
  }

  @Test
  void reads_names_that_were_masked_by_hand() {
    String masked =
        """
        naa.################################
        Storage Array Type: VMW_SATP_DEFAULT_AA
        Path Selection Policy: VMW_PSP_MRU
        naa.60060xxxx:
        Storage Array Type: VMW_SATP_ALUA
        """;

    assertThat(NmpDeviceList.parse(masked).items().stream().map(NmpDevice::id))
        .containsExactly("naa.################################", "naa.60060xxxx");
  }

  @Test
  void never_takes_the_fields_of_a_device_of_an_unknown_kind_for_those_of_the_one_before() {
    Parsed<NmpDevice> list =
        NmpDeviceList.parse(
            """
            naa.600507680b8081f2c800000000000011
               Storage Array Type: VMW_SATP_SVC
               Path Selection Policy: VMW_PSP_FIXED

            newkind.0123
               Storage Array Type: VMW_SATP_LOCAL
               Working Paths: vmhba0:C0:T0:L0

            uuid.2b6522e97f86428c91e193efa93c864f
               Storage Array Type: VMW_SATP_ALUA
            """);

    assertThat(list.items().stream().map(d -> d.id() + " " + d.satp() + d.workingPaths()))
        .containsExactly(
            "naa.600507680b8081f2c800000000000011 VMW_SATP_SVC[]",
            "uuid.2b6522e97f86428c91e193efa93c864f VMW_SATP_ALUA[]");
    assertThat(list.unparsed().stream().map(UnparsedLine::line)).containsExactly(5, 6, 7);
    assertThat(list.unparsed().getFirst().reason())
        .isEqualTo("looks like a name, of a kind that is not known");
  }

  @Test
  void ends_a_record_where_a_field_comes_twice() {
    Parsed<NmpDevice> list =
        NmpDeviceList.parse(
            """
            naa.600507680b8081f2c800000000000011
               Device Display Name: IBM Fibre Channel Disk (naa.600507680b8081f2c800000000000011)
               Path Selection Policy: VMW_PSP_FIXED
               Device Display Name: IBM Fibre Channel Disk (naa.600507680b8081f2c800000000000012)
               Path Selection Policy: VMW_PSP_RR
               Working Paths: vmhba2:C0:T3:L12
            """);

    assertThat(list.items()).hasSize(1);
    assertThat(list.items().getFirst().psp()).isEqualTo("VMW_PSP_FIXED");
    assertThat(list.items().getFirst().workingPaths()).isEmpty();
    assertThat(list.unparsed().stream().map(UnparsedLine::line)).containsExactly(4, 5, 6);
  }

  @Test
  void keeps_a_field_it_does_not_know_as_a_line_to_report() {
    Parsed<NmpDevice> list =
        NmpDeviceList.parse("naa.5000c5004a1b2c3d\n   Storage Array Mood: calm\n");

    assertThat(list.items()).hasSize(1);
    assertThat(list.unparsed())
        .containsExactly(
            new UnparsedLine(
                "device-list",
                2,
                "Storage Array Mood: calm",
                "no field of this listing has that name"));
  }

  @Test
  void reports_fields_whose_device_a_grep_cut_off() {
    Parsed<NmpDevice> list =
        NmpDeviceList.parse(
            """
            # esxcli storage nmp device list | grep Policy:
               Path Selection Policy: VMW_PSP_RR
               Path Selection Policy: VMW_PSP_FIXED
            """);

    assertThat(list.items()).isEmpty();
    assertThat(list.unparsed()).hasSize(2);
    assertThat(list.unparsed().getFirst().reason()).startsWith("belongs to no record");
  }

  @Test
  void keeps_a_display_name_with_stars_and_parentheses_as_it_is() {
    Parsed<NmpDevice> list =
        NmpDeviceList.parse("eui.0017\nDevice Display Name: B*BRIDGE iSCSI Disk (eui.0017): a\n");

    assertThat(list.items().getFirst().displayName())
        .isEqualTo("B*BRIDGE iSCSI Disk (eui.0017): a");
  }

  @Test
  void counts_what_it_no_longer_keeps_of_ten_megabytes_of_noise() {
    String noise = "segmentation fault\n".repeat(550_000);

    Parsed<NmpDevice> list = NmpDeviceList.parse(noise);

    assertThat(list.items()).isEmpty();
    assertThat(list.unparsed()).hasSize(Unparsed.MOST + 1);
    assertThat(list.unparsed().getLast().reason())
        .isEqualTo("and 540000 more lines that are not understood");
  }

  @Test
  void cuts_a_line_without_end_in_its_report() {
    Parsed<NmpDevice> list = NmpDeviceList.parse("x".repeat(10_000_000));

    assertThat(list.unparsed().getFirst().text()).hasSize(UnparsedLine.LONGEST + 3);
  }
}
