package dev.vireo.simulator.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.Map;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.jspecify.annotations.Nullable;

/**
 * The host keys of the data centre: one for each host, made when first asked for, kept in a folder
 * so that they stay the same at restart. ECDSA, or RSA for hosts with old algorithms only.
 */
public final class HostKeys {
  private final @Nullable Path folder;
  private final Map<String, KeyPair> keys = new HashMap<>();

  /**
   * @param folder null for keys that last as long as the process
   */
  public HostKeys(@Nullable Path folder) throws IOException {
    this.folder = folder;
    if (folder != null) {
      Files.createDirectories(folder);
    }
  }

  /** The key of a host, or of what it is called when it pretends to be another. */
  public synchronized KeyPair key(String name, boolean rsa) {
    return keys.computeIfAbsent(name + (rsa ? "-rsa" : ""), file -> load(file, rsa));
  }

  private KeyPair load(String file, boolean rsa) {
    SimpleGeneratorHostKeyProvider provider =
        folder == null
            ? new SimpleGeneratorHostKeyProvider()
            : new SimpleGeneratorHostKeyProvider(folder.resolve(file));
    provider.setAlgorithm(rsa ? "RSA" : "EC");
    provider.setKeySize(rsa ? 2048 : 256);
    try {
      return provider.loadKeys(null).getFirst();
    } catch (RuntimeException e) {
      throw new IllegalStateException("host key " + file + " can't be read or made", e);
    }
  }

  /** The key as a line of known_hosts has it: type and base64. */
  public static String published(KeyPair key) {
    try {
      StringBuilder text = new StringBuilder();
      PublicKeyEntry.appendPublicKeyEntry(text, key.getPublic());
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
