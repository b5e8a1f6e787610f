package dev.vireo.bus.backup;

/** What is connected to. */
public enum ConnectionKind {
  /** A backup appliance behind HTTPS. */
  APPLIANCE,
  /** A vCenter Server. */
  VCENTER,
  /** An ESX or ESXi host. */
  ESX,
  /** A host of Proxmox VE. */
  PVE,
  /** Any HTTPS server. */
  HTTPS
}
