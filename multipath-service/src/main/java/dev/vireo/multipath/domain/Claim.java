package dev.vireo.multipath.domain;

import java.util.List;

/** Which multipathing plug-in of the host owns a device's paths. */
public sealed interface Claim {

  /** How the host names the plug-in: NMP, HPP, MASK_PATH or a vendor's. */
  String plugin();

  /**
   * VMware's native plug-in, the only one whose policies are changed here.
   *
   * @param satpConfig free text, as printed
   * @param customConfig "Path Selection Policy Device Custom Config", from 5.0 on; nearly always
   *     empty
   * @param workingPaths the paths that I/O uses now; one under FIXED and MRU
   */
  record Nmp(
      SatpName satp,
      String satpConfig,
      PspName psp,
      PspConfig pspConfig,
      String customConfig,
      List<RuntimeName> workingPaths)
      implements Claim {

    public Nmp {
      workingPaths = List.copyOf(workingPaths);
    }

    @Override
    public String plugin() {
      return "NMP";
    }
  }

  /**
   * The high performance plug-in, from 6.7 on. Commands of NMP have no effect on its devices.
   *
   * @param scheme its path selection scheme, e.g. FIXED or LB-RR; empty where not read
   */
  record Hpp(String scheme, String schemeConfig, List<RuntimeName> paths) implements Claim {

    public Hpp {
      paths = List.copyOf(paths);
    }

    @Override
    public String plugin() {
      return "HPP";
    }
  }

  /** MASK_PATH (hidden from the host on purpose), a vendor's plug-in, or one not told. */
  record Other(String plugin) implements Claim {}
}
