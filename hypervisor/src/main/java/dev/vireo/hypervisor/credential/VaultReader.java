package dev.vireo.hypervisor.credential;

/**
 * How a service reads its vault; whoever has one gives it to {@link Credentials}. Implementations
 * are safe for use by many threads.
 */
@FunctionalInterface
public interface VaultReader {

  /**
   * Reads the latest version of the secret at a path of the key-value engine. It answers within a
   * bounded time, also where the vault does not.
   *
   * @param path without the engine's mount, such as {@code estate/esx-01}
   */
  VaultAnswer read(String path);
}
