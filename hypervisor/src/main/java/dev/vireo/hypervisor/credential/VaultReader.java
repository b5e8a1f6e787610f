package dev.vireo.hypervisor.credential;

import java.io.IOException;
import java.util.Map;

/** How a service reads its vault; whoever has one gives it to {@link Credentials}. */
@FunctionalInterface
public interface VaultReader {

  /**
   * Fields of the secret at a path of the key-value engine; empty where there is none.
   *
   * @throws IOException where the vault cannot be asked; its message must hold no secret
   */
  Map<String, String> read(String path) throws IOException;
}
