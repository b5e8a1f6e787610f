package dev.vireo.simulator.estate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which plug-ins each release brings, with the defaults that they come with. */
public final class Plugins {
  private static final Map<String, String> DESCRIPTIONS =
      Map.ofEntries(
          Map.entry("VMW_SATP_ALUA", "Supports non-specific arrays that use the ALUA protocol"),
          Map.entry("VMW_SATP_MSA", "Supports HP MSA"),
          Map.entry("VMW_SATP_DEFAULT_AP", "Supports non-specific active/passive arrays"),
          Map.entry("VMW_SATP_SVC", "Supports IBM SVC"),
          Map.entry("VMW_SATP_EQL", "Supports EqualLogic arrays"),
          Map.entry("VMW_SATP_INV", "Supports EMC Invista"),
          Map.entry("VMW_SATP_EVA", "Supports HP EVA"),
          Map.entry("VMW_SATP_ALUA_CX", "Supports EMC CX that use the ALUA protocol"),
          Map.entry("VMW_SATP_SYMM", "Supports EMC Symmetrix"),
          Map.entry("VMW_SATP_CX", "Supports EMC CX that do not use the ALUA protocol"),
          Map.entry(
              "VMW_SATP_LSI",
              "Supports LSI and other arrays compatible with the SIS 6.10 in non-AVT mode"),
          Map.entry("VMW_SATP_DEFAULT_AA", "Supports non-specific active/active arrays"),
          Map.entry("VMW_SATP_LOCAL", "Supports direct attached devices"));

  private static final List<String> CLASSIC_ORDER =
      List.of(
          "SVC",
          "SYMM",
          "MSA",
          "LSI",
          "INV",
          "EVA",
          "EQL",
          "DEFAULT_AP",
          "CX",
          "ALUA_CX",
          "ALUA",
          "DEFAULT_AA",
          "LOCAL");
  private static final List<String> ORDER =
      List.of(
          "ALUA",
          "MSA",
          "DEFAULT_AP",
          "SVC",
          "EQL",
          "INV",
          "EVA",
          "ALUA_CX",
          "SYMM",
          "CX",
          "LSI",
          "DEFAULT_AA",
          "LOCAL");

  private Plugins() {}

  /** The SATPs of a release in listing order. */
  public static List<Satp> satps(Release release) {
    return (release.isClassic() ? CLASSIC_ORDER : ORDER)
        .stream()
            .map(suffix -> "VMW_SATP_" + suffix)
            .map(
                name ->
                    new Satp(
                        name,
                        defaultPsp(name, release),
                        DESCRIPTIONS.getOrDefault(name, "Placeholder (plugin not loaded)")))
            .toList();
  }

  private static String defaultPsp(String satp, Release release) {
    return switch (satp) {
      case "VMW_SATP_ALUA", "VMW_SATP_MSA", "VMW_SATP_DEFAULT_AP", "VMW_SATP_CX", "VMW_SATP_LSI" ->
          Policy.MRU;
      case "VMW_SATP_ALUA_CX" -> release.isClassic() ? Policy.FIXED_AP : Policy.RR;
      case "VMW_SATP_SYMM" -> release.isClassic() ? Policy.FIXED : Policy.RR;
      default -> Policy.FIXED;
    };
  }

  /** Path selection plug-ins of a release with their descriptions, in listing order. */
  public static Map<String, String> psps(Release release) {
    Map<String, String> psps = new LinkedHashMap<>();
    if (release.isClassic()) {
      psps.put(Policy.FIXED_AP, "Fixed Path Selection with Array Preference");
    }
    psps.put(Policy.MRU, "Most Recently Used Path Selection");
    psps.put(Policy.RR, "Round Robin Path Selection");
    psps.put(Policy.FIXED, "Fixed Path Selection");
    return psps;
  }

  /** The rules that a release comes with. */
  public static List<SatpRule> rules(Release release) {
    String tpgs = release.isClassic() ? "" : "tpgs_on";
    return List.of(
        SatpRule.system("VMW_SATP_ALUA_CX", "DGC", "", tpgs, "CLARiiON array in ALUA mode"),
        SatpRule.system("VMW_SATP_ALUA", "NETAPP", "", tpgs, "NetApp arrays with ALUA support"),
        SatpRule.system("VMW_SATP_ALUA", "PURE", "FlashArray", tpgs, ""),
        SatpRule.system("VMW_SATP_MSA", "", "MSA1000 VOLUME", "", "MSA 1000/1500 [Legacy product]"),
        SatpRule.system("VMW_SATP_DEFAULT_AP", "DEC", "HSG80", "", ""),
        SatpRule.system("VMW_SATP_SVC", "IBM", "2145", "", ""),
        SatpRule.system("VMW_SATP_EQL", "EQLOGIC", "", "", "All EqualLogic Arrays"),
        SatpRule.system("VMW_SATP_SYMM", "EMC", "SYMMETRIX", "", "EMC Symmetrix"),
        SatpRule.system("VMW_SATP_CX", "DGC", "", "tpgs_off", "All non-ALUA Clariion Arrays"),
        SatpRule.system("VMW_SATP_LSI", "IBM", "^1742*", "", "FAStT 700/900"),
        SatpRule.system("VMW_SATP_LSI", "IBM", "^1746*", "", "IBM DS3512/DS3524"),
        SatpRule.system("VMW_SATP_LSI", "IBM", "^1814*", "", "DS4000"),
        SatpRule.system(
            "VMW_SATP_DEFAULT_AA", "HITACHI", "", "inq_data[128]={0x44 0x46 0x30 0x30}", ""),
        SatpRule.transport("VMW_SATP_DEFAULT_AA", "fc", "Fibre Channel Devices"),
        SatpRule.transport("VMW_SATP_DEFAULT_AA", "iscsi", "iSCSI Devices"),
        SatpRule.transport("VMW_SATP_LOCAL", "usb", "USB Devices"),
        SatpRule.transport("VMW_SATP_LOCAL", "sas", "SAS Devices"),
        SatpRule.transport("VMW_SATP_LOCAL", "sata", "SATA Devices"));
  }
}
