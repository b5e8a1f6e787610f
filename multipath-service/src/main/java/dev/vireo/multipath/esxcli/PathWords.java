package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.PathState;
import dev.vireo.multipath.domain.Transport;
import java.util.Locale;

/** What hosts call the states and transports of paths. */
public final class PathWords {

  private PathWords() {}

  /** The core layer's word counts; a group's state is what its paths are for. */
  public static PathState state(String core, String group) {
    return switch (core.isEmpty()
        ? group.toLowerCase(Locale.ROOT)
        : core.toLowerCase(Locale.ROOT)) {
      case "active", "active unoptimized", "on" -> PathState.ACTIVE;
      case "standby" -> PathState.STANDBY;
      case "dead", "unavailable", "offline" -> PathState.DEAD;
      case "disabled" -> PathState.DISABLED;
      case "off" -> PathState.OFF;
      default -> PathState.UNKNOWN;
    };
  }

  /** As printed, or else from how the path's name begins. */
  public static Transport transport(String printed, String uid) {
    int end = uid.indexOf('.');
    String word = printed.isEmpty() && end > 0 ? uid.substring(0, end) : printed;
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "fc" -> Transport.FC;
      case "fcoe" -> Transport.FCOE;
      case "iscsi", "iqn" -> Transport.ISCSI;
      case "nvme", "pcie", "rdma", "tcp" -> Transport.NVME;
      case "sas" -> Transport.SAS;
      case "sata" -> Transport.SATA;
      case "ide" -> Transport.IDE;
      case "usb" -> Transport.USB;
      case "parallel" -> Transport.PARALLEL;
      case "block" -> Transport.BLOCK;
      default -> Transport.UNKNOWN;
    };
  }
}
