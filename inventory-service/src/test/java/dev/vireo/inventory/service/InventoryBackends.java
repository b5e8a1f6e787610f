package dev.vireo.inventory.service;

import dev.vireo.bus.Domain;
import dev.vireo.testing.SecretFile;
import dev.vireo.testing.ServicePlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What the service stands on in its tests, with credentials of the hosts that they start. */
public final class InventoryBackends extends ServicePlatform {

  /** Name of the file that holds the hosts' password. */
  static final String PASSWORD_FILE = "esx.password";

  /** Name of a file that holds another password. */
  static final String WRONG_FILE = "wrong.password";

  /** Of this service. */
  public InventoryBackends() {
    super(Domain.INVENTORY);
  }

  @Override
  protected void configure(Map<String, String> configuration, Path scratch) throws IOException {
    Path credentials = scratch.resolve("credentials");
    write(credentials.resolve(PASSWORD_FILE), HostOverSsh.PASSWORD);
    write(credentials.resolve(WRONG_FILE), "not " + HostOverSsh.PASSWORD);
    // Some tests have one, and tell it themselves.
    configuration.remove("VAULT_ADDR");
  }

  /** Writes a secret as the service demands it, with the end of line that editors leave. */
  static void write(Path file, String secret) throws IOException {
    SecretFile.write(file, secret + "\n");
  }
}
