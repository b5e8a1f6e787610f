package dev.vireo.inventory.service;

import dev.vireo.local.FileTree;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A vault that the service is told of, and whose token it reads from a file of its folder. */
public class VaultBackend implements QuarkusTestResourceLifecycleManager {

  /** Name of the file that holds the token; whoever runs the test writes it. */
  static final String TOKEN_FILE = "vault.token";

  private @Nullable VaultOverHttps vault;
  private @Nullable Path folder;

  @Override
  public Map<String, String> start() {
    try {
      folder = Files.createTempDirectory("vireo-vault");
      vault = VaultOverHttps.start(folder);
      return Map.of(
          "VAULT_ADDR",
          vault.url(),
          "VAULT_CACERT",
          vault.authority().toString(),
          "VIREO_VAULT_TOKEN",
          "file:" + TOKEN_FILE,
          "VIREO_VAULT_KEEP",
          "10m");
    } catch (Exception e) {
      throw new IllegalStateException("no vault could be started", e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(vault, new TestInjector.MatchesType(VaultOverHttps.class));
  }

  @Override
  public void stop() {
    if (vault != null) {
      vault.close();
    }
    if (folder != null) {
      try {
        FileTree.delete(folder);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
