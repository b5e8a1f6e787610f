package dev.vireo.simulator;

import dev.vireo.simulator.container.Pace;

/**
 * How many hosts of containers there are.
 *
 * @param openvz Proxmox VE 1.7, OpenVZ over SSH alone
 * @param pve3 Proxmox VE 3.4, OpenVZ over SSH and REST
 * @param pve8 Proxmox VE 8, LXC over SSH and REST
 * @param pace how long their work takes
 */
public record ContainerOptions(int openvz, int pve3, int pve8, Pace pace) {
  public static final ContainerOptions NONE = new ContainerOptions(0, 0, 0, Pace.NONE);

  private static final int MOST = 500;

  public ContainerOptions {
    for (int count : new int[] {openvz, pve3, pve8}) {
      if (count < 0 || count > MOST) {
        throw new IllegalArgumentException(
            "hosts of containers: 0 to " + MOST + " of a kind, not " + count);
      }
    }
  }

  /** So many hosts like the story's, where nothing takes time; for tests. */
  public static ContainerOptions openvz(int count) {
    return new ContainerOptions(count, 0, 0, Pace.NONE);
  }

  /** How many there are of all kinds. */
  public int all() {
    return openvz + pve3 + pve8;
  }

  int of(ContainerKind kind) {
    return switch (kind) {
      case OPENVZ -> openvz;
      case PVE3 -> pve3;
      case PVE8 -> pve8;
    };
  }
}
