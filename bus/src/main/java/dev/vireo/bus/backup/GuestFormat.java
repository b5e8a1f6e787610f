package dev.vireo.bus.backup;

/** How the data of a guest is kept in a restore point. */
public enum GuestFormat {
  /** A tar archive of a container of plain LXC: its {@code config} and its {@code rootfs}. */
  LXC,
  /** The tar archive that {@code vzdump} of Proxmox VE 4 and later makes of a container. */
  VZDUMP_LXC,
  /** The tar archive that {@code vzdump} makes of a container of OpenVZ. */
  VZDUMP_OPENVZ,
  /** The archive that {@code vzdump} makes of a virtual machine, in Proxmox' own format VMA. */
  VZDUMP_QEMU,
  /** A tar archive of a container of OpenVZ: its configuration and its private area. */
  OPENVZ,
  /** A tar archive of a virtual machine of ESX: its files, and its disks without their holes. */
  ESX
}
