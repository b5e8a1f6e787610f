package dev.vireo.bus.container;

/** Which names of template files a product takes. */
public enum TemplateRule {
  /** {@code OS-OSVERSION-NAME_VERSION_(i386|amd64).tar.gz}: Proxmox VE 1.x, OpenVZ. */
  PVE1,
  /** Any name that ends in {@code .tar.gz}: Proxmox VE 2.0 to 3.4. */
  PVE3,
  /** {@code .tar.gz} or {@code .tar.xz}: Proxmox VE 4 to 6. */
  PVE4,
  /**
   * {@code .tar.gz}, {@code .tar.xz}, {@code .tar.zst} and {@code .tar.bz2}: Proxmox VE 7 and 8.
   */
  PVE8,
  /** The same and plain {@code .tar}: Proxmox VE 9. */
  PVE9,
  /** Any archive that {@code tar} unpacks: plain OpenVZ and LXC, which look at no name. */
  ANY
}
