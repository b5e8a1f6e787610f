package dev.vireo.bench.parse;

import java.util.Locale;

/**
 * What a host with many SAN devices prints, in the words of ESXi 6.7: FIXED and Round Robin SVC
 * LUNs by turns, each seen through the same number of paths.
 *
 * @param devices {@code esxcli storage nmp device list}
 * @param paths {@code esxcli storage nmp path list}
 */
record StorageText(String devices, String paths) {

  static StorageText of(int devices, int pathsEach) {
    StringBuilder deviceList = new StringBuilder();
    StringBuilder pathList = new StringBuilder();
    for (int lun = 0; lun < devices; lun++) {
      String id = String.format(Locale.ROOT, "naa.600507680b8082a4d0000000%08x", lun);
      device(deviceList, id, lun, pathsEach);
      for (int path = 0; path < pathsEach; path++) {
        path(pathList, id, lun, path);
      }
    }
    return new StorageText(deviceList.toString(), pathList.toString());
  }

  /** Bytes of both; it is all ASCII. */
  long bytes() {
    return (long) devices.length() + paths.length();
  }

  private static void device(StringBuilder out, String id, int lun, int paths) {
    boolean fixed = lun % 2 == 0;
    StringBuilder working = new StringBuilder();
    for (int path = 0; path < (fixed ? 1 : paths); path++) {
      working.append(path == 0 ? "" : ", ").append(runtimeName(lun, path));
    }
    out.append(id).append('\n');
    field(out, "Device Display Name", "IBM Fibre Channel Disk (" + id + ")");
    field(out, "Storage Array Type", "VMW_SATP_SVC");
    field(
        out,
        "Storage Array Type Device Config",
        "SATP VMW_SATP_SVC does not support device configuration.");
    field(out, "Path Selection Policy", fixed ? "VMW_PSP_FIXED" : "VMW_PSP_RR");
    field(
        out,
        "Path Selection Policy Device Config",
        fixed
            ? "{preferred=" + runtimeName(lun, 0) + ";current=" + runtimeName(lun, 0) + "}"
            : "{policy=rr,iops=1000,bytes=10485760,useANO=0; lastPathIndex=1:"
                + " NumIOsPending=0,numBytesPending=0}");
    field(out, "Path Selection Policy Device Custom Config", "");
    field(out, "Working Paths", working.toString());
    field(out, "Is USB", "false");
    out.append('\n');
  }

  private static void path(StringBuilder out, String id, int lun, int path) {
    int adapter = path % 2;
    out.append(
        String.format(
            Locale.ROOT,
            "fc.20000024ff7c3d4%d:21000024ff7c3d4%d-fc.50050768020b3c40:50050768%04x3c40-%s%n",
            adapter,
            adapter,
            0x0210 + 0x10 * path,
            id));
    field(out, "Runtime Name", runtimeName(lun, path));
    field(out, "Device", id);
    field(out, "Device Display Name", "IBM Fibre Channel Disk (" + id + ")");
    field(out, "Group State", "active");
    field(out, "Array Priority", "0");
    field(
        out,
        "Storage Array Type Path Config",
        "SATP VMW_SATP_SVC does not support path configuration.");
    field(
        out,
        "Path Selection Policy Path Config",
        path == 0 ? "{current: yes; preferred: yes}" : "{current: no; preferred: no}");
    out.append('\n');
  }

  private static String runtimeName(int lun, int path) {
    return "vmhba" + (1 + path % 2) + ":C0:T" + path / 2 + ":L" + lun;
  }

  private static void field(StringBuilder out, String key, String value) {
    out.append("   ").append(key).append(": ").append(value).append('\n');
  }
}
