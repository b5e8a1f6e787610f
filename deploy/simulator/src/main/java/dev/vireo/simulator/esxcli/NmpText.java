package dev.vireo.simulator.esxcli;

import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.estate.Path;
import dev.vireo.simulator.estate.Policy;
import dev.vireo.simulator.estate.PortGroup;
import dev.vireo.simulator.estate.Release;
import dev.vireo.simulator.estate.RoundRobin;
import java.util.ArrayList;
import java.util.List;

/** The free text in which NMP's plug-ins describe their configuration. */
final class NmpText {
  private NmpText() {}

  /** {@code Storage Array Type Device Config}. */
  static String satpConfig(Release release, Device device) {
    boolean spaced = release.atLeast(Release.ESXI_6_7);
    switch (device.satp()) {
      case "VMW_SATP_ALUA", "VMW_SATP_ALUA_CX" -> {
        List<String> options = new ArrayList<>();
        options.add("implicit_support=on");
        options.add("explicit_support=off");
        options.add("explicit_allow=on");
        options.add("alua_followover=on");
        if (spaced) {
          options.add("action_OnRetryErrors=off");
        }
        // Up to 6.5 a blank follows the second option only.
        String head =
            spaced
                ? String.join("; ", options) + "; "
                : options.get(0)
                    + ";"
                    + options.get(1)
                    + "; "
                    + options.get(2)
                    + ";"
                    + options.get(3)
                    + ";";
        return "{" + head + groups(device) + "}";
      }
      case "VMW_SATP_DEFAULT_AA" -> {
        return spaced ? "{action_OnRetryErrors=off}" : unsupported(device.satp(), "device");
      }
      default -> {
        return unsupported(device.satp(), "device");
      }
    }
  }

  private static String unsupported(String satp, String what) {
    return "SATP " + satp + " does not support " + what + " configuration.";
  }

  private static String groups(Device device) {
    StringBuilder groups = new StringBuilder();
    List<Integer> seen = new ArrayList<>();
    for (Path path : device.paths()) {
      PortGroup group = path.group();
      if (group != null && !seen.contains(group.id())) {
        seen.add(group.id());
        groups.insert(0, "{TPG_id=" + group.id() + ",TPG_state=" + state(group) + "}");
      }
    }
    return groups.toString();
  }

  private static String state(PortGroup group) {
    return group.optimised() ? "AO" : "ANO";
  }

  /**
   * {@code Path Selection Policy Device Config}.
   *
   * @param tick moves the counters that real hosts show
   */
  static String pspConfig(Release release, Device device, long tick) {
    Policy policy = device.policy();
    if (policy.isRoundRobin()) {
      return roundRobin(release, device, tick);
    }
    if (policy.isFixed()) {
      return "{preferred=" + device.preferredPath() + ";current=" + policy.current() + "}";
    }
    return "Current Path=" + policy.current();
  }

  private static String roundRobin(Release release, Device device, long tick) {
    RoundRobin config = device.policy().roundRobin();
    int working = device.workingPaths().size();
    long spin = tick + Math.abs(device.id().hashCode() % 97);
    String ano = "useANO=" + (config.useUnoptimised() ? 1 : 0);
    String separator = release.atLeast(Release.ESXI_6_7) ? "; " : ";";
    long pending = spin % 5 == 0 ? spin % 3 : 0;
    if (config.type() == RoundRobin.Type.LATENCY) {
      return "{policy=latency,latencyEvalTime=180000,samplingCycles=16,curSamplingCycle="
          + (1 + spin % 16)
          + ","
          + ano
          + "; CurrentPath="
          + device.policy().current()
          + ": NumIOsPending="
          + pending
          + ",latency=0}";
    }
    return "{policy="
        + config.type().listed()
        + ",iops="
        + config.iops()
        + ",bytes="
        + config.bytes()
        + ","
        + ano
        + separator
        + "lastPathIndex="
        + (working == 0 ? 0 : spin % working)
        + ": NumIOsPending="
        + pending
        + ",numBytesPending="
        + pending * 4096
        + "}";
  }

  /** {@code Storage Array Type Path Config}. */
  static String satpPathConfig(Device device, Path path) {
    PortGroup group = path.group();
    return group == null
        ? unsupported(device.satp(), "path")
        : "{TPG_id="
            + group.id()
            + ",TPG_state="
            + state(group)
            + ",RTP_id="
            + group.port()
            + ",RTP_health="
            + (path.isActive() ? "UP" : "DOWN")
            + "}";
  }

  /** {@code Path Selection Policy Path Config}. */
  static String pspPathConfig(Release release, Device device, Path path) {
    boolean current = path.runtimeName().equals(device.policy().current());
    if (device.policy().isFixed()) {
      boolean preferred = path.runtimeName().equals(device.preferredPath());
      return "{current: " + yes(current) + "; preferred: " + yes(preferred) + "}";
    }
    if (device.policy().psp().equals(Policy.MRU) && !release.isClassic()) {
      return current ? "{current path; rank: 0}" : "{non-current path; rank: 0}";
    }
    return "PSP " + device.policy().psp() + " does not support path configuration.";
  }

  private static String yes(boolean value) {
    return value ? "yes" : "no";
  }
}
