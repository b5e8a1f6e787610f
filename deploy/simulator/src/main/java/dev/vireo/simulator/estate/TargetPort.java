package dev.vireo.simulator.estate;

/**
 * A port of an array.
 *
 * @param node WWNN for Fibre Channel, iqn for iSCSI, the whole id otherwise
 * @param port WWPN for Fibre Channel; session for iSCSI
 * @param tag portal tag for iSCSI; 0 otherwise
 */
public record TargetPort(Transport transport, String node, String port, int tag) {

  /** The port as the second part of a path's id. */
  public String uid() {
    return switch (transport) {
      case FC -> "fc." + node + ":" + port;
      case ISCSI -> port + "," + node + ",t," + tag;
      default -> node;
    };
  }
}
