package dev.vireo.multipath.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.multipath.esxcli.Captures;
import dev.vireo.multipath.esxcli.Listing;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

  private static String device(int number, String name, String satp, String psp, String config) {
    return "naa.60050768000%d%n Device Display Name: %s (naa.1)%n Storage Array Type: %s%n"
            .formatted(number, name, satp)
        + " Path Selection Policy: %s%n Path Selection Policy Device Config: %s%n"
            .formatted(psp, config);
  }

  private static List<String> ids(String... texts) {
    List<Capture> captures = Arrays.stream(texts).map(t -> Capture.read("f", t)).toList();
    return Findings.of(captures).stream().map(Finding::id).toList();
  }

  private static String rr(String policy, int iops) {
    return "{policy=" + policy + ",iops=" + iops + ",bytes=10485760,useANO=0;lastPathIndex=1: x}";
  }

  @Test
  void finds_svc_luns_that_use_one_path() {
    assertThat(ids(device(1, "IBM Disk", "VMW_SATP_SVC", "VMW_PSP_FIXED", "")))
        .containsExactly("svc-not-round-robin");
    assertThat(ids(device(1, "IBM Disk", "VMW_SATP_SVC", "VMW_PSP_MRU", "")))
        .containsExactly("svc-not-round-robin");
  }

  @Test
  void finds_the_one_device_whose_limit_was_missed() {
    List<Finding> findings =
        Findings.of(
            List.of(
                Capture.read(
                    "f",
                    device(1, "ACME Disk", "VMW_SATP_ALUA", "VMW_PSP_RR", rr("iops", 1))
                        + device(2, "ACME Disk", "VMW_SATP_ALUA", "VMW_PSP_RR", rr("rr", 1000))
                        + device(3, "ACME Disk", "VMW_SATP_ALUA", "VMW_PSP_RR", rr("iops", 1))
                        + device(4, "Other Disk", "VMW_SATP_ALUA", "VMW_PSP_RR", rr("rr", 1000)))));

    assertThat(findings)
        .containsExactly(
            new Finding(
                "f",
                "naa.600507680002",
                "mixed-round-robin-limits",
                "has policy=rr,iops=1000,bytes=10485760,useANO=0 while 2 like it have"
                    + " policy=iops,iops=1,bytes=10485760,useANO=0"));
  }

  @Test
  void finds_policies_that_an_array_does_not_bear() {
    assertThat(ids(device(1, "a", "VMW_SATP_LOCAL", "VMW_PSP_RR", "")))
        .containsExactly("round-robin-on-local");
    assertThat(ids(device(1, "a", "VMW_SATP_LSI", "VMW_PSP_RR", "")))
        .containsExactly("active-passive-without-alua");
    assertThat(ids(device(1, "a", "VMW_SATP_CX", "VMW_PSP_FIXED", "")))
        .containsExactly("fixed-on-active-passive");
    assertThat(ids(device(1, "a", "VMW_SATP_ALUA", "VMW_PSP_FIXED", "")))
        .containsExactly("fixed-on-alua");
    assertThat(ids(device(1, "a", "VMW_SATP_EQL", "DELL_PSP_EQL_ROUTED", "")))
        .containsExactly("third-party-psp");
  }

  @Test
  void finds_a_device_away_from_its_preferred_path() {
    assertThat(
            ids(
                device(
                    1,
                    "a",
                    "VMW_SATP_DEFAULT_AA",
                    "VMW_PSP_FIXED",
                    "{preferred=vmhba1:C0:T0:L1;current=vmhba2:C0:T0:L1}")))
        .containsExactly("not-on-preferred-path");
  }

  @Test
  void finds_dead_and_single_paths_but_not_those_of_local_disks() {
    String paths =
        """
        fc.1:2-fc.3:4-naa.5001
           Runtime Name: vmhba1:C0:T0:L1
           Device: naa.5001
           Group State: dead
        fc.1:2-fc.3:5-naa.5001
           Runtime Name: vmhba1:C0:T1:L1
           Device: naa.5001
           Group State: active
        sas.1-sas.2-naa.5002
           Runtime Name: vmhba0:C0:T0:L0
           Device: naa.5002
           Group State: active
        fc.1:2-fc.3:5-naa.5003
           Runtime Name: vmhba1:C0:T1:L3
           Device: naa.5003
           Group State: active
        """;
    String local = "naa.5002\n Storage Array Type: VMW_SATP_LOCAL\n";

    List<Finding> findings =
        Findings.of(List.of(Capture.read("paths", paths), Capture.read("devices", local)));

    assertThat(findings.stream().map(f -> f.subject() + " " + f.id()))
        .containsExactly("naa.5001 dead-path", "naa.5003 single-path");
  }

  @Test
  void tells_a_dead_path_that_leads_to_no_device_by_its_own_name() {
    String paths =
        """
        fc.1:2-fc.3:4-
           Runtime Name: vmhba1:C0:T0:L1
           Device: No associated device
           Device Display Name: No associated device
           Group State: dead
        """;

    List<Finding> findings = Findings.of(List.of(Capture.read("paths", paths)));

    assertThat(findings.stream().map(f -> f.subject() + " " + f.id()))
        .containsExactly("vmhba1:C0:T0:L1 dead-path");
  }

  @Test
  void asks_for_no_second_path_to_a_disk_in_a_slot() {
    String slot = "pcie.300-pcie.0:0-t10.NVMe____ACME\n Runtime Name: vmhba2:C0:T0:L0\n";
    String hpp = " Device: t10.NVMe____ACME\n Path State: active\n";
    String local =
        "t10.NVMe____ACME\n Path Selection Scheme: FIXED\n Is Local: true\n"
            + " Paths: vmhba2:C0:T0:L0\n";

    assertThat(ids(slot + hpp)).isEmpty();
    assertThat(ids(slot.replace("pcie.", "nvme.") + hpp)).containsExactly("single-path");
    assertThat(ids(slot.replace("pcie.", "nvme.") + hpp, local)).isEmpty();
  }

  @Test
  void says_what_new_svc_luns_will_get() {
    assertThat(ids(Captures.text("4.1", Listing.SATP_LIST)))
        .containsExactly("svc-default-not-round-robin");
  }
}
