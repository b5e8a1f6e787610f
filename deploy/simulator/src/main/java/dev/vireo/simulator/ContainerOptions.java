package dev.vireo.simulator;

import dev.vireo.simulator.container.Pace;

/**
 * How many hosts of containers there are.
 *
 * @param openvz Proxmox VE 1.7, OpenVZ over SSH alone
 * @param openvz7 OpenVZ 7, {@code prlctl} over SSH
 * @param pve3 Proxmox VE 3.4, OpenVZ over SSH and REST
 * @param pve8 Proxmox VE 8, LXC over SSH and REST
 * @param cluster the cluster that hosts of Proxmox VE 8 are of; empty: each stands alone
 * @param pace how long their work takes
 */
public record ContainerOptions(
    int openvz, int openvz7, int pve3, int pve8, String cluster, Pace pace) {
  public static final ContainerOptions NONE = new ContainerOptions(0, 0, 0, 0, "", Pace.NONE);

  private static final int MOST = 500;

  public ContainerOptions {
    for (int count : new int[] {openvz, openvz7, pve3, pve8}) {
      if (count < 0 || count > MOST) {
        throw new IllegalArgumentException(
            "hosts of containers: 0 to " + MOST + " of a kind, not " + count);
      }
    }
    if (!cluster.matches("|[A-Za-z][A-Za-z0-9-]{0,14}")) {
      throw new IllegalArgumentException("cluster: a letter, then letters, digits and -");
    }
  }

  /** Without any of OpenVZ 7, and without a cluster. */
  public ContainerOptions(int openvz, int pve3, int pve8, Pace pace) {
    this(openvz, 0, pve3, pve8, "", pace);
  }

  /** So many hosts of OpenVZ 7, where nothing takes time; for tests. */
  public static ContainerOptions openvz7(int count) {
    return new ContainerOptions(0, count, 0, 0, "", Pace.NONE);
  }

  /** So many hosts of Proxmox VE 8 in one cluster, where nothing takes time; for tests. */
  public static ContainerOptions cluster(int count) {
    return new ContainerOptions(0, 0, 0, count, "lab", Pace.NONE);
  }

  /** So many hosts like the story's, where nothing takes time; for tests. */
  public static ContainerOptions openvz(int count) {
    return new ContainerOptions(count, 0, 0, Pace.NONE);
  }

  /** How many there are of all kinds. */
  public int all() {
    return openvz + openvz7 + pve3 + pve8;
  }

  int of(ContainerKind kind) {
    return switch (kind) {
      case OPENVZ -> openvz;
      case OPENVZ7 -> openvz7;
      case PVE3 -> pve3;
      case PVE8 -> pve8;
    };
  }
}
