package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.EsxVersion;

/** Which esxcli a host speaks: 4.x and 5.0 on name the same things differently. */
public enum Dialect {
  /** {@code esxcli nmp ...}, {@code esxcli corestorage ...}. */
  CLASSIC,
  /** {@code esxcli storage nmp ...}, {@code esxcli storage core ...}. */
  STORAGE,
  /** As STORAGE, and {@code esxcli storage hpp ...}, from 6.7 on. */
  STORAGE_WITH_HPP;

  public static Dialect of(EsxVersion version) {
    if (!version.atLeast(5, 0)) {
      return CLASSIC;
    }
    return version.atLeast(6, 7) ? STORAGE_WITH_HPP : STORAGE;
  }

  public boolean classic() {
    return this == CLASSIC;
  }
}
