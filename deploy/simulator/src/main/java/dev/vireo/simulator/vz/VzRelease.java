package dev.vireo.simulator.vz;

/**
 * The releases of Proxmox VE with OpenVZ, and OpenVZ 7.
 *
 * @param pveVersion what {@code pveversion} prints; empty where there is none
 * @param vzctl its version of vzctl
 * @param configFolder where the configurations of containers are
 * @param sample the configuration that new containers begin with
 */
public record VzRelease(
    String pveVersion,
    String kernel,
    String vzctl,
    String configFolder,
    String sample,
    boolean leavesMounted) {

  /** As in the story: its own way of creating leaves a container mounted. */
  public static final VzRelease PVE_1_7 =
      new VzRelease(
          "pve-manager/1.7/5323", "2.6.32-4-pve", "3.0.24", "/etc/vz/conf", "pve.auto", true);

  public static final VzRelease PVE_3_4 =
      new VzRelease(
          "pve-manager/3.4-1/3f2d890e (running kernel: 2.6.32-37-pve)",
          "2.6.32-37-pve",
          "4.0-1pve6",
          "/etc/pve/openvz",
          "pve.auto",
          false);

  /** OpenVZ 7: people use {@code prlctl}, and vzctl is what works behind it. */
  public static final VzRelease OPENVZ_7 =
      new VzRelease("", "3.10.0-1160.105.1.vz7.214.3", "7.0.265", "/etc/vz/conf", "basic", false);
}
