package dev.vireo.bus.inventory;

/** Which SSH algorithms may be spoken with a host. */
public enum Crypto {
  /** What is considered safe today. */
  MODERN,
  /** Also the SHA-1 key exchange and CBC ciphers that ESX 4.x and 5.x offer; chosen per host. */
  LEGACY
}
