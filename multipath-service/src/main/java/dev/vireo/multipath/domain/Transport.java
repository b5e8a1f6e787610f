package dev.vireo.multipath.domain;

/** How a path reaches its device. */
public enum Transport {
  FC(Reach.NETWORK),
  FCOE(Reach.NETWORK),
  ISCSI(Reach.NETWORK),
  /** NVMe over fabrics and in a slot print alike: only the host's "Is Local" parts them. */
  NVME(Reach.EITHER),
  /** A shelf in the rack or a disk in the server: only the host's "Is Local" parts them. */
  SAS(Reach.EITHER),
  SATA(Reach.INSIDE),
  IDE(Reach.INSIDE),
  USB(Reach.INSIDE),
  PARALLEL(Reach.INSIDE),
  BLOCK(Reach.INSIDE),
  UNKNOWN(Reach.EITHER);

  /** Where devices behind the transport are. */
  public enum Reach {
    NETWORK,
    INSIDE,
    EITHER
  }

  private final Reach reach;

  Transport(Reach reach) {
    this.reach = reach;
  }

  public Reach reach() {
    return reach;
  }
}
