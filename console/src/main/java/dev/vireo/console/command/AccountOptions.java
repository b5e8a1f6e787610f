package dev.vireo.console.command;

import dev.vireo.bus.inventory.ApiAccess;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.Crypto;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.console.Trouble;
import dev.vireo.console.files.CredentialFolder;
import dev.vireo.console.files.KnownHosts;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * With which account a host is reached, as given by options or by a line of a host list.
 *
 * @param user the account
 * @param key file of a private key
 * @param passphraseFile file of the passphrase of {@code key}; null: it has none
 * @param passwordFile file of a password
 * @param reference reference to a credential that the service can follow already
 * @param referenceKind what {@code reference} leads to; a password if absent
 * @param passphraseReference reference to the passphrase of the key that {@code reference} leads to
 * @param knownHosts file of host keys to accept
 * @param trustOnFirstUse whether an unknown host's first key is accepted
 * @param legacyCrypto whether old algorithms may be spoken
 */
record AccountOptions(
    String user,
    @Nullable Path key,
    @Nullable Path passphraseFile,
    @Nullable Path passwordFile,
    @Nullable String reference,
    @Nullable CredentialKind referenceKind,
    @Nullable String passphraseReference,
    @Nullable Path knownHosts,
    boolean trustOnFirstUse,
    boolean legacyCrypto) {

  /**
   * How the host is reached. Secrets and host keys are put where the services read them.
   *
   * @param owner name of the host, under which its secret is kept
   */
  Connection connection(Console console, String owner, String address) {
    Credential credential = credential(console, owner);
    return new Connection(
        address,
        user,
        credential.kind,
        credential.reference,
        trust(console),
        legacyCrypto ? Crypto.LEGACY : Crypto.MODERN,
        credential.passphrase);
  }

  private record Credential(CredentialKind kind, String reference, @Nullable String passphrase) {}

  private Credential credential(Console console, String owner) {
    requireKeyForPassphrase(owner);
    if (key != null) {
      return new Credential(
          CredentialKind.PRIVATE_KEY,
          kept(console, key, owner, CredentialFolder.Use.PRIVATE_KEY),
          passphraseFile == null
              ? passphraseReference
              : kept(console, passphraseFile, owner, CredentialFolder.Use.PASSPHRASE));
    }
    if (passwordFile != null) {
      return new Credential(
          CredentialKind.PASSWORD,
          kept(console, passwordFile, owner, CredentialFolder.Use.PASSWORD),
          null);
    }
    if (reference == null) {
      throw Trouble.refused(
          "No credential is given for " + owner,
          "give one of --key FILE, --password-file FILE, --credential REF");
    }
    requireReference(reference, "credential", owner);
    CredentialKind usual =
        reference.equals("agent:") ? CredentialKind.AGENT : CredentialKind.PASSWORD;
    return new Credential(
        referenceKind == null ? usual : referenceKind,
        reference,
        passphraseFile == null
            ? passphraseReference
            : kept(console, passphraseFile, owner, CredentialFolder.Use.PASSPHRASE));
  }

  private void requireKeyForPassphrase(String owner) {
    if (passphraseFile == null && passphraseReference == null) {
      return;
    }
    if (passphraseFile != null && passphraseReference != null) {
      throw Trouble.refused(
          "Two passphrases are given for " + owner,
          "give one of --passphrase-file FILE and --passphrase REF");
    }
    if (key == null && referenceKind != CredentialKind.PRIVATE_KEY) {
      throw Trouble.refused(
          "A passphrase is given for " + owner + ", but no private key",
          "add --key FILE, or --credential REF --credential-kind private_key; a password goes into"
              + " --password-file FILE");
    }
    if (passphraseReference != null) {
      requireReference(passphraseReference, "passphrase", owner);
      if (passphraseReference.equals("agent:")) {
        throw Trouble.refused(
            "An SSH agent does not give away the passphrase of " + owner,
            "give --credential agent: alone, or another reference to the passphrase");
      }
    }
  }

  /**
   * How the API of a host is reached. Its secret is put where the services read it.
   *
   * @param owner name of the host, under which the secret is kept
   * @param secretFile file of the secret; null: {@code reference} leads to it
   */
  static ApiAccess api(
      Console console,
      String owner,
      String address,
      String user,
      @Nullable Path secretFile,
      @Nullable String reference,
      @Nullable String fingerprint) {
    if (secretFile == null && reference != null) {
      requireReference(reference, "secret of the API", owner);
    }
    return new ApiAccess(
        address,
        user,
        secretFile != null
            ? kept(console, secretFile, owner, CredentialFolder.Use.API_SECRET)
            : Objects.requireNonNull(reference, "one of the two is given"),
        fingerprint);
  }

  static void requireReference(String text, String use, String owner) {
    if (!text.matches("(file|env|vault):.+|agent:")) {
      // What was given may be the secret itself: it is not repeated.
      throw Trouble.refused(
          "What is given as the " + use + " of " + owner + " is no reference",
          "write file:NAME, env:VIREO_CREDENTIAL_NAME, vault:PATH#FIELD or agent:");
    }
  }

  /** Puts a secret where the services read it; gives the reference. */
  static String kept(Console console, Path file, String owner, CredentialFolder.Use use) {
    CredentialFolder.Reference kept = console.credentials().keep(file, owner, use);
    if (!kept.note().isEmpty()) {
      console.note("note: " + kept.note());
    }
    return kept.text();
  }

  private HostKeyTrust trust(Console console) {
    if (knownHosts == null) {
      return trustOnFirstUse ? HostKeyTrust.TRUST_ON_FIRST_USE : HostKeyTrust.STRICT;
    }
    Path given = knownHosts;
    console
        .estate()
        .home()
        .ifPresentOrElse(
            home -> new KnownHosts(home.resolve("known_hosts")).merge(given),
            () ->
                console.note(
                    "note: VIREO_HOME is not set, so the host keys were not added: the service must find the lines of "
                        + given
                        + " in its own known_hosts"));
    return HostKeyTrust.STRICT;
  }
}
