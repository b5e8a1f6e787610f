package dev.vireo.hypervisor.ssh;

import dev.vireo.hypervisor.Diagnosis;
import dev.vireo.hypervisor.credential.CredentialException;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Secret;
import java.io.IOException;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.session.SessionContext;
import org.jspecify.annotations.Nullable;

/**
 * The passphrase of one private key, fetched when the key turns out to be locked. It remembers what
 * went wrong, so that a key that could not be read can be explained.
 *
 * <p>The library takes passphrases as Strings, which cannot be wiped; this one is let go of when
 * the key is read.
 */
final class Passphrase implements FilePasswordProvider {
  private final Optional<CredentialRef> ref;
  private final CredentialProvider provider;
  private boolean asked;
  private @Nullable CredentialException missing;

  Passphrase(Optional<CredentialRef> ref, CredentialProvider provider) {
    this.ref = ref;
    this.provider = provider;
  }

  @Override
  public @Nullable String getPassword(SessionContext session, NamedResource resource, int retry)
      throws IOException {
    asked = true;
    if (ref.isEmpty()) {
      return null;
    }
    try (Secret secret = provider.secret(ref.get())) {
      return secret.text();
    } catch (CredentialException e) {
      missing = e;
      throw new IOException("the passphrase cannot be had", e);
    }
  }

  /** Why the key could not be read. */
  CredentialException unreadable(CredentialRef key) {
    if (missing != null) {
      return missing;
    }
    if (!asked) {
      return unusable(
          key.text(),
          "it holds no private key in OpenSSH or PEM form",
          "store the private half, as ssh-keygen -t ed25519 writes it");
    }
    return ref.isEmpty()
        ? unusable(
            key.text(),
            "it is protected by a passphrase, and none is given",
            "register the host with a reference to the passphrase (--passphrase-file), or load the"
                + " key into an SSH agent and refer to agent:")
        : unusable(
            key.text() + " with the passphrase " + ref.get().text(),
            "the passphrase does not open it, or it is damaged",
            "try it with ssh-keygen -y -f FILE, and store the passphrase alone, on one line");
  }

  private static CredentialException unusable(String where, String seen, String remedy) {
    return new CredentialException(
        new Diagnosis("the private key could not be used", where, seen, remedy), null);
  }
}
