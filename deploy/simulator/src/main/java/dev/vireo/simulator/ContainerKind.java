package dev.vireo.simulator;

import java.util.Locale;

/** The kinds of hosts of containers. */
public enum ContainerKind {
  OPENVZ("1.7"),
  OPENVZ7("7.0.265"),
  PVE3("3.4"),
  PVE8("8.2.4");

  private final String version;

  ContainerKind(String version) {
    this.version = version;
  }

  /** Of Proxmox VE; of {@link #OPENVZ7}, which has none, that of its vzctl. */
  public String version() {
    return version;
  }

  /** As hosts are named by it and the ready file tells it: {@code openvz}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
