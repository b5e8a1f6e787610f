package dev.vireo.hypervisor.ssh;

/** Which algorithms a host may ask for. */
public enum Crypto {
  /** What is considered safe today. */
  MODERN,
  /**
   * Also what hosts of the age of ESX 4.1 know: SHA-1 key exchange, CBC ciphers, SHA-1 and MD5
   * MACs, {@code ssh-rsa}. Never {@code ssh-dss}, {@code arcfour} or {@code none}. To be chosen for
   * single hosts on a network that is trusted.
   */
  LEGACY
}
