package dev.vireo.hypervisor.proxmox;

/** Proxmox VE understood a call, and said no: nothing was done. */
public final class ProxmoxRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  ProxmoxRefused(int status, String words) {
    super(words);
    this.status = status;
  }

  /** The status of HTTP, such as 400 for wrong parameters. */
  public int status() {
    return status;
  }

  /** Its own words, and what is wrong with which parameter. */
  public String words() {
    return String.valueOf(getMessage());
  }
}
