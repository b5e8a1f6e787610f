package dev.vireo.simulator.esxcli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.simulator.estate.Composition;
import dev.vireo.simulator.estate.Composition.Profile;
import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.estate.EsxHost;
import dev.vireo.simulator.estate.PathState;
import dev.vireo.simulator.estate.Policy;
import dev.vireo.simulator.estate.Release;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class EsxCliTest {
  private static final String SVC = "naa.60050768028180b40000000000000001";

  private static EsxHost host(Release release) {
    return new EsxHost(new Composition(Profile.STORY, 8, 8).host(release.ordinal() + 1));
  }

  private static EsxCli.Result run(EsxHost host, String words) {
    return EsxCli.of(host.release()).run(host, Arrays.asList(words.split(" ")), Interference.NONE);
  }

  private static String out(EsxHost host, String words) {
    EsxCli.Result result = run(host, words);
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    return result.out();
  }

  /** The first LUN of the SVC that the host doesn't boot from. */
  private static String svc(EsxHost host) {
    return host.devices().stream()
        .filter(device -> device.satp().equals("VMW_SATP_SVC") && !device.hardware().boot())
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static String nmp(EsxHost host) {
    return host.release().isClassic() ? "nmp" : "storage nmp";
  }

  @Test
  void lists_a_device_of_4_1_as_the_first_story_shows_it() {
    assertThat(out(host(Release.ESX_4_1), "nmp device list -d " + SVC))
        .isEqualTo(
            """
            naa.60050768028180b40000000000000001
                Device Display Name: IBM Fibre Channel Disk (naa.60050768028180b40000000000000001)
                Storage Array Type: VMW_SATP_SVC
                Storage Array Type Device Config: SATP VMW_SATP_SVC does not support device configuration.
                Path Selection Policy: VMW_PSP_FIXED
                Path Selection Policy Device Config: {preferred=vmhba1:C0:T0:L1;current=vmhba1:C0:T0:L1}
                Working Paths: vmhba1:C0:T0:L1
            """);
  }

  @Test
  void lists_a_device_of_5_5_with_the_fields_of_5_5() {
    assertThat(out(host(Release.ESXI_5_5), "storage nmp device list --device=" + SVC))
        .isEqualTo(
            """
            naa.60050768028180b40000000000000001
               Device Display Name: IBM Fibre Channel Disk (naa.60050768028180b40000000000000001)
               Storage Array Type: VMW_SATP_SVC
               Storage Array Type Device Config: SATP VMW_SATP_SVC does not support device configuration.
               Path Selection Policy: VMW_PSP_FIXED
               Path Selection Policy Device Config: {preferred=vmhba1:C0:T0:L1;current=vmhba1:C0:T0:L1}
               Path Selection Policy Device Custom Config:\s
               Working Paths: vmhba1:C0:T0:L1
               Is Local SAS Device: false
               Is Boot USB Device: false
            """);
  }

  @ParameterizedTest
  @EnumSource(
      value = Release.class,
      names = {"ESXI_6_7", "ESXI_7_0", "ESXI_8_0"})
  void lists_a_device_of_6_7_and_later_with_is_usb(Release release) {
    EsxHost host = host(release);
    assertThat(out(host, "storage nmp device list -d " + svc(host)))
        .endsWith("   Working Paths: vmhba1:C0:T0:L1\n   Is USB: false\n")
        .doesNotContain("Is Local SAS Device");
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void separates_records_by_an_empty_line_and_names_every_nmp_device(Release release) {
    EsxHost host = host(release);
    String list = out(host, nmp(host) + " device list");
    List<String> ids = host.devices().stream().filter(Device::isNmp).map(Device::id).toList();
    assertThat(Arrays.stream(list.split("\n\n")).map(text -> text.lines().findFirst().orElse("")))
        .containsExactlyElementsOf(ids);
    assertThat(list).doesNotContain("NVMe");
  }

  @Test
  void lists_plugins_of_4_1_without_a_ruler_and_with_widths_from_the_content() {
    assertThat(out(host(Release.ESX_4_1), "nmp psp list"))
        .isEqualTo(
            """
            Name              Description
            VMW_PSP_FIXED_AP  Fixed Path Selection with Array Preference
            VMW_PSP_MRU       Most Recently Used Path Selection
            VMW_PSP_RR        Round Robin Path Selection
            VMW_PSP_FIXED     Fixed Path Selection
            """);
  }

  @Test
  void lists_satps_of_5_0_and_later_under_a_ruler() {
    assertThat(out(host(Release.ESXI_7_0), "storage nmp satp list"))
        .startsWith(
            """
            Name                 Default PSP    Description
            -------------------  -------------  --------------------------------------------------------------------------
            VMW_SATP_ALUA        VMW_PSP_MRU    Supports non-specific arrays that use the ALUA protocol
            VMW_SATP_MSA         VMW_PSP_MRU    Placeholder (plugin not loaded)
            """)
        .contains("VMW_SATP_SVC         VMW_PSP_FIXED  Supports IBM SVC\n");
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void lists_each_path_of_a_device(Release release) {
    EsxHost host = host(release);
    String list = out(host, nmp(host) + " path list -d " + svc(host));
    assertThat(list.lines().filter(line -> line.startsWith("fc.")))
        .hasSize(host.device(svc(host)).orElseThrow().paths().size())
        .allMatch(
            line ->
                line.matches(
                    "fc\\.[0-9a-f]{16}:[0-9a-f]{16}-fc\\.[0-9a-f]{16}:[0-9a-f]{16}-naa\\.[0-9a-f]{32}"));
    assertThat(list)
        .contains("Path Selection Policy Path Config: {current: yes; preferred: yes}")
        .contains("Storage Array Type Path Config: SATP VMW_SATP_SVC does not support path")
        .contains("Group State: active\n");
  }

  @Test
  void shows_both_port_groups_of_an_alua_device() {
    EsxHost host = host(Release.ESXI_7_0);
    String id =
        host.devices().stream()
            .filter(device -> device.satp().equals("VMW_SATP_ALUA"))
            .findFirst()
            .orElseThrow()
            .id();
    assertThat(out(host, "storage nmp device list -d " + id))
        .contains(
            "{implicit_support=on; explicit_support=off; explicit_allow=on; alua_followover=on; "
                + "action_OnRetryErrors=off; {TPG_id=1,TPG_state=ANO}{TPG_id=0,TPG_state=AO}}")
        .contains("Path Selection Policy Device Config: Current Path=vmhba1:C0:T4:L1");
    assertThat(out(host, "storage nmp path list -d " + id))
        .contains("Group State: active unoptimized")
        .contains("{TPG_id=0,TPG_state=AO,RTP_id=1,RTP_health=UP}");
  }

  @Test
  void keeps_half_of_the_paths_to_an_active_passive_array_on_standby() {
    EsxHost host = host(Release.ESXI_6_7);
    Device lsi =
        host.devices().stream()
            .filter(device -> device.satp().equals("VMW_SATP_LSI"))
            .findFirst()
            .orElseThrow();
    assertThat(lsi.policy().psp()).isEqualTo(Policy.MRU);
    assertThat(out(host, "storage core device list -d " + lsi.id()))
        .contains("   Vendor: IBM     \n   Model: 1814      FAStT \n");
    assertThat(out(host, "storage nmp path list -d " + lsi.id()).lines())
        .filteredOn(line -> line.equals("   Group State: standby"))
        .hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void sets_a_policy_and_tells_what_changed(Release release) {
    EsxHost host = host(release);
    String set = release.isClassic() ? "nmp device setpolicy" : "storage nmp device set";
    EsxCli.Result result = run(host, set + " --psp VMW_PSP_RR --device " + svc(host));
    assertThat(result.out()).isEmpty();
    assertThat(result.exit()).isZero();
    assertThat(result.change()).isNotNull().matches(change -> change.changed());
    String separator = release.atLeast(Release.ESXI_6_7) ? "; " : ";";
    assertThat(out(host, nmp(host) + " device list -d " + svc(host)))
        .contains("Path Selection Policy: VMW_PSP_RR\n")
        .containsPattern(
            Pattern.compile(
                "\\{policy=rr,iops=1000,bytes=10485760,useANO=0"
                    + separator
                    + "lastPathIndex=[0-9]: NumIOsPending=[0-9],numBytesPending=[0-9]+\\}"));
    assertThat(host.device(svc(host)).orElseThrow().workingPaths())
        .hasSameSizeAs(host.device(svc(host)).orElseThrow().paths());
  }

  @Test
  void forgets_the_preferred_path_and_the_round_robin_limits_with_the_policy() {
    EsxHost host = host(Release.ESXI_7_0);
    String config = "storage nmp psp ";
    out(host, config + "fixed deviceconfig set -d " + SVC + " -p vmhba2:C0:T1:L1");
    assertThat(out(host, config + "fixed deviceconfig get -d " + SVC)).contains("vmhba2:C0:T1:L1");
    out(host, "storage nmp device set -d " + SVC + " -P VMW_PSP_RR");
    out(host, config + "roundrobin deviceconfig set -d " + SVC + " --type=iops --iops=1");
    assertThat(out(host, config + "roundrobin deviceconfig get -d " + SVC))
        .isEqualTo(
            """
               Byte Limit: 10485760
               Device: naa.60050768028180b40000000000000001
               IOOperation Limit: 1
               Limit Type: Iops
               Use Active Unoptimized Paths: false
            """);
    out(host, "storage nmp device set -d " + SVC + " -P VMW_PSP_FIXED");
    assertThat(host.device(SVC).orElseThrow().policy())
        .isEqualTo(host.device(SVC).orElseThrow().policy().preferring(null));
    out(host, "storage nmp device set -d " + SVC + " -P VMW_PSP_RR");
    assertThat(out(host, config + "roundrobin deviceconfig get -d " + SVC))
        .contains("IOOperation Limit: 1000")
        .contains("Limit Type: Default");
  }

  @Test
  void lets_a_pinned_device_alone_when_the_default_of_its_satp_changes() {
    EsxHost host = host(Release.ESXI_7_0);
    String other = SVC.replaceFirst("1$", "2");
    out(host, "storage nmp device set -d " + SVC + " -P VMW_PSP_FIXED");
    assertThat(out(host, "storage nmp satp set -s VMW_SATP_SVC -P VMW_PSP_RR"))
        .isEqualTo("Default PSP for VMW_SATP_SVC is now VMW_PSP_RR\n");
    assertThat(host.device(other).orElseThrow().policy().psp()).isEqualTo(Policy.FIXED);
    host.reboot();
    assertThat(host.device(other).orElseThrow().policy().psp()).isEqualTo(Policy.RR);
    assertThat(host.device(SVC).orElseThrow().policy().psp()).isEqualTo(Policy.FIXED);
    out(host, "storage nmp device set -d " + SVC + " --default");
    assertThat(host.device(SVC).orElseThrow().policy().psp()).isEqualTo(Policy.RR);
    assertThat(host.device(SVC).orElseThrow().policy().pinned()).isFalse();
  }

  @Test
  void claims_new_devices_by_a_rule_that_a_user_added() {
    EsxHost host = host(Release.ESXI_8_0);
    String rule = "-s VMW_SATP_SVC -V IBM -M 2145 -P VMW_PSP_RR -O iops=1 -e Vireo";
    out(host, "storage nmp satp rule add " + rule);
    assertThat(run(host, "storage nmp satp rule add " + rule).exit()).isEqualTo(1);
    assertThat(out(host, "storage nmp satp rule list -s VMW_SATP_SVC"))
        .containsPattern("VMW_SATP_SVC +IBM +2145 +user +VMW_PSP_RR +iops=1 +Vireo\n");
    Device fresh = new Composition(Profile.STORY, 8, 8).furtherSvcLun(host, 5, 99);
    assertThat(host.appear(fresh).policy())
        .matches(policy -> policy.psp().equals(Policy.RR) && policy.roundRobin().iops() == 1);
    out(host, "storage nmp satp rule remove " + rule);
    assertThat(run(host, "storage nmp satp rule remove " + rule).exit()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "device set -d naa.1 -P VMW_PSP_RR",
        "device set -d " + SVC + " -P VMW_PSP_rr",
        "device set -d " + SVC + " -P VMW_PSP_FIXED_AP",
        "device set -d " + SVC,
        "device set -P VMW_PSP_RR",
        "device set -d " + SVC + " -P VMW_PSP_RR --default",
        "device set -d " + SVC + " -P VMW_PSP_RR --force",
        "device list -d naa.1",
        "satp set -s VMW_SATP_NONE -P VMW_PSP_RR",
        "satp rule add -s VMW_SATP_SVC -V IBM -R fc",
        "psp roundrobin deviceconfig set -d " + SVC + " --iops 1",
        "psp fixed deviceconfig set -d " + SVC + " -p vmhba9:C0:T0:L0",
        "foo"
      })
  void refuses_what_it_cannot_do_and_changes_nothing(String words) {
    EsxHost host = host(Release.ESXI_7_0);
    var before = host.state();
    EsxCli.Result result = run(host, "storage nmp " + words);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).isNotBlank();
    assertThat(result.out()).isEmpty();
    assertThat(host.state()).isEqualTo(before);
  }

  @Test
  void tells_the_namespaces_of_4_x_from_those_of_5_x() {
    assertThat(run(host(Release.ESX_4_1), "storage nmp device list").err())
        .isEqualTo("Error: Unknown command or namespace storage nmp device list\n");
    assertThat(run(host(Release.ESXI_8_0), "nmp device list").exit()).isEqualTo(1);
    assertThat(run(host(Release.ESXI_7_0), "storage nmp foo").err())
        .isEqualTo("Error: Unknown command or namespace storage nmp foo\n");
    assertThat(run(host(Release.ESXI_7_0), "storage core claimrule").out())
        .startsWith(
            "Usage: esxcli storage core claimrule {cmd} [cmd options]\n\nAvailable Commands:\n  list ");
  }

  @Test
  void has_hpp_from_6_7_on_and_its_devices_in_a_list_of_their_own() {
    assertThat(run(host(Release.ESXI_5_5), "storage hpp device list").exit()).isEqualTo(1);
    assertThat(out(host(Release.ESXI_6_7), "storage hpp device list")).isEmpty();
    EsxHost host = host(Release.ESXI_7_0);
    assertThat(out(host, "storage hpp device list"))
        .contains(
            "   Path Selection Scheme: FIXED\n   Path Selection Scheme Config: {preferred=none;}\n");
    assertThat(
            run(
                    host,
                    "storage nmp device set -P VMW_PSP_RR -d eui.36344830520000040025384500000001")
                .exit())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(value = Release.class, mode = Mode.EXCLUDE, names = "ESX_4_1")
  void prints_csv_and_json_where_a_formatter_is_asked_for(Release release) {
    EsxHost host = host(release);
    assertThat(out(host, "--formatter=csv storage nmp satp list"))
        .startsWith("DefaultPSP,Description,Name,\nVMW_PSP_MRU,Supports non-specific");
    assertThat(out(host, "--formatter=json storage nmp device list -d " + svc(host)))
        .startsWith("[{\"Device\":\"" + svc(host) + "\",")
        .contains("\"WorkingPaths\":[\"vmhba1:C0:T0:L1\"]");
    assertThat(out(host, "--formatter=keyvalue storage core device list -d " + svc(host)))
        .contains("ScsiDevice.IsLocal.boolean=false\n");
    assertThat(out(host, "--formatter=xml storage nmp psp list"))
        .contains("<structure typeName=\"NmpPsp\">");
    assertThat(run(host, "--formatter=yaml storage nmp psp list").exit()).isEqualTo(1);
  }

  @Test
  void moves_to_another_path_when_one_dies_and_back_to_the_preferred_one_under_fixed() {
    EsxHost host = host(Release.ESXI_7_0);
    host.setPath("vmhba1:C0:T0:L1", PathState.DEAD);
    assertThat(host.device(SVC).orElseThrow().policy().current()).isEqualTo("vmhba2:C0:T0:L1");
    assertThat(out(host, "storage core path list -d " + SVC)).contains("   State: dead\n");
    out(host, "storage nmp psp fixed deviceconfig set -d " + SVC + " -p vmhba1:C0:T0:L1");
    host.setPath("vmhba1:C0:T0:L1", PathState.ACTIVE);
    assertThat(host.device(SVC).orElseThrow().policy().current()).isEqualTo("vmhba1:C0:T0:L1");
  }

  @Test
  void prints_the_product_and_its_version() {
    assertThat(out(host(Release.ESXI_6_7), "system version get"))
        .isEqualTo(
            """
               Product: VMware ESXi
               Version: 6.7.0
               Build: Releasebuild-14320388
               Update: 3
               Patch: 0
            """);
    assertThat(run(host(Release.ESX_4_1), "system version get").exit()).isEqualTo(1);
  }

  @Test
  void moves_the_counters_between_two_reads() {
    EsxHost host = host(Release.ESXI_7_0);
    out(host, "storage nmp device set -d " + SVC + " -P VMW_PSP_RR");
    String list = "storage nmp device list -d " + SVC;
    assertThat(out(host, list)).isNotEqualTo(out(host, list));
  }

  @Test
  void lists_paths_and_devices_in_the_older_tools_too() {
    EsxHost host = host(Release.ESXI_5_5);
    assertThat(EsxCfg.mpath(host, List.of("-b", "-d", SVC)).out())
        .startsWith(
            SVC
                + " : IBM Fibre Channel Disk ("
                + SVC
                + ")\n   vmhba1:C0:T0:L1 LUN:1 state:active fc Adapter: WWNN: 20:00:00:00:c9:");
    assertThat(EsxCfg.scsidevs(host, List.of("-l")).out())
        .contains("   Vendor: IBM       Model: 2145              Revis: 0000\n")
        .contains("   Is Local: false  Is SSD: false\n");
    assertThat(EsxCfg.mpath(host, List.of("-x")).exit()).isEqualTo(1);
  }

  @Test
  void reclaims_a_device_by_the_rules_of_now_but_leaves_a_pinned_policy_and_the_boot_device() {
    EsxHost host = host(Release.ESXI_7_0);
    List<String> svc =
        host.devices().stream()
            .filter(device -> device.satp().equals("VMW_SATP_SVC"))
            .map(Device::id)
            .toList();
    String pinned = svc.getLast();
    out(host, "storage nmp device set -d " + pinned + " -P VMW_PSP_MRU");
    out(host, "storage nmp satp set -s VMW_SATP_SVC -P VMW_PSP_RR");
    for (String id : svc) {
      assertThat(out(host, "storage core claiming reclaim -d " + id)).isEmpty();
    }
    assertThat(svc)
        .allSatisfy(
            id ->
                assertThat(host.device(id).orElseThrow().policy().psp())
                    .isEqualTo(id.equals(pinned) ? "VMW_PSP_MRU" : "VMW_PSP_RR"));
    String boot =
        host.devices().stream()
            .filter(device -> device.isNmp() && device.hardware().boot())
            .findFirst()
            .orElseThrow()
            .id();
    assertThat(run(host, "storage core claiming reclaim -d " + boot).exit()).isEqualTo(1);
  }

  @Test
  void lists_adapters_of_4_1_in_columns_without_a_header() {
    assertThat(EsxCfg.scsidevs(host(Release.ESX_4_1), List.of("-a")).out().lines())
        .hasSize(host(Release.ESX_4_1).adapters().size())
        .contains(
            "vmhba1  lpfc820           link-up   fc.20000000c9b00001:10000000c9b00001    "
                + "(0000:04:00.0) Emulex Corporation LPe12000 8Gb PCIe Fibre Channel Adapter");
  }
}
