package dev.vireo.multipath.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules that stand between a wish and a host. Each has an id for operators, what it says, where
 * it comes from, and whether an operator may override it by name; {@link SafetyCheck} applies them.
 *
 * <p>Overridable are those where an operator can know more than a listing tells. The others state
 * what cannot work at all.
 */
public enum SafetyRule {
  HOST_NOT_READ(
      false,
      "What could not be read cannot be judged",
      "architecture: the host is asked, not remembered"),
  UNKNOWN_DEVICE(false, "The host has no such device", "the host's own device list"),
  HPP_CLAIMED(
      false,
      "Devices of the high performance plug-in do not heed NMP commands",
      "Microsoft.AVS.Management issue 207"),
  MASKED_OR_PSEUDO(
      false,
      "Masked, pseudo and third-party-claimed devices have no NMP policy",
      "VMware vSphere Storage guide, claim rules"),
  UNKNOWN_SATP(
      false, "The host has no such SATP", "esxcli storage nmp satp list of the host itself"),
  RULE_EXISTS(
      false,
      "A claim rule cannot be edited: the old one is removed first",
      "HPE 3PAR VMware ESX implementation guide"),
  PSP_NOT_OFFERED(
      false, "The host must offer the policy", "esxcli storage nmp psp list of the host itself"),
  STANDARDS_DISAGREE(
      false, "Two standards want different policies of one device", "the standards themselves"),
  ROUND_ROBIN_ON_LOCAL_SATP(
      false,
      "VMW_SATP_LOCAL supports MRU and FIXED only",
      "VMware vSphere Storage 6.5 U2 and later, VMW_SATP_LOCAL"),
  ROUND_ROBIN_LIMIT_TOO_NEW(
      false, "Round robin by latency exists from 6.7 on", "VMware vSphere Storage 6.7"),
  HOST_TOO_OLD_FOR_SHARED_RR(
      false,
      "Disks of a guest cluster do not support round robin before 5.5",
      "HPE 3PAR VMware ESX implementation guide, MSCS"),
  LOCAL_DEVICE(
      true,
      "Local devices are left alone",
      "VMware vSphere Storage guide; local disks carry naa names too"),
  SAN_UNPROVEN(
      true,
      "Only what the host shows to be on a storage network is changed",
      "VMware vSphere Storage guide"),
  BOOT_DEVICE(true, "The device that the host boots from is left alone", "common practice"),
  ACTIVE_PASSIVE_WITHOUT_ALUA(
      true,
      "Round robin on an active/passive array without ALUA needs the array's own word for it",
      "VMware vSphere 4.1 FC SAN Configuration Guide; the array's entry in the compatibility guide"),
  FIXED_ON_ACTIVE_PASSIVE(
      true,
      "FIXED on an active/passive array thrashes paths between its controllers",
      "VMware vSphere 4.1 FC SAN Configuration Guide"),
  FIXED_ON_ALUA(
      true,
      "FIXED with VMW_SATP_ALUA picks an arbitrary path, optimised or not",
      "VMware vSphere 5.0 Storage guide"),
  NO_SECOND_PATH(
      true,
      "A device with fewer than two working paths is mended first",
      "common practice: a policy change must not meet a device that cannot fail over"),
  DEAD_PATH(
      true,
      "A device with a dead path is mended first",
      "common practice: a policy change must not meet a device that cannot fail over"),
  CLUSTERED_DISK(
      true,
      "Disks shared by a guest cluster are changed with the cluster's owner only",
      "VMware MSCS guides: round robin is supported for some guests from 5.5 and 6.0 on"),
  RULE_REVERTS_AT_REBOOT(
      true,
      "A rule of the host itself would undo or contradict the change",
      "VMware vSphere Storage guide, claim rules; cli_advanced_storage 8.2"),
  THIRD_PARTY_PSP(
      true,
      "A storage vendor's own policy is changed with the vendor's word only",
      "DELL_PSP_EQL_ROUTED and its like are installed on purpose"),
  THIRD_PARTY_SATP(
      true,
      "How an array behind a vendor's own SATP fails over is not known here",
      "vendor SATPs are installed on purpose"),
  CONFIG_NOT_UNDERSTOOD(
      true,
      "A configuration that cannot be read cannot be brought back",
      "roll-back restores the exact former configuration");

  private final boolean overridable;
  private final String words;
  private final String source;

  SafetyRule(boolean overridable, String words, String source) {
    this.overridable = overridable;
    this.words = words;
    this.source = source;
  }

  /** The name operators use: {@code dead-path}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public boolean overridable() {
    return overridable;
  }

  public String words() {
    return words;
  }

  public String source() {
    return source;
  }

  /**
   * The rule of that id.
   *
   * @throws MalformedValue where there is none
   */
  public static SafetyRule byId(String id) {
    Optional<SafetyRule> found = Arrays.stream(values()).filter(r -> r.id().equals(id)).findFirst();
    return found.orElseThrow(
        () ->
            new MalformedValue(
                "override",
                id,
                0,
                "is no safety rule",
                "overridable rules are "
                    + String.join(
                        ", ",
                        Arrays.stream(values())
                            .filter(SafetyRule::overridable)
                            .map(SafetyRule::id)
                            .toList())));
  }
}
