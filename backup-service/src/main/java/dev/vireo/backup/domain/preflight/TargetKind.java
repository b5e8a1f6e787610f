package dev.vireo.backup.domain.preflight;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is asked, and on which ports it is needed. */
public enum TargetKind {
  /** A backup appliance behind HTTPS. */
  APPLIANCE(443, List.of()),
  /** A vCenter Server, by its SOAP API. */
  VCENTER(443, List.of()),
  /** An ESX or ESXi host: its SOAP API, and SSH, over which its disks are read. */
  ESX(443, List.of(22)),
  /** A Proxmox VE host: its REST API, and SSH, over which {@code vzdump} streams. */
  PVE(8006, List.of(22)),
  /** Any HTTPS server with HTTP authentication. */
  HTTPS(443, List.of());

  private final int port;
  private final List<Integer> alsoNeeded;

  TargetKind(int port, List<Integer> alsoNeeded) {
    this.port = port;
    this.alsoNeeded = alsoNeeded;
  }

  /** Where its API listens unless told otherwise. */
  public int port() {
    return port;
  }

  /** Further ports that backups need; not asked where another API port was given. */
  public List<Integer> alsoNeeded() {
    return alsoNeeded;
  }

  /** As the command line writes it: {@code vcenter}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind that a word of the command line means. */
  public static Optional<TargetKind> of(String word) {
    for (TargetKind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
