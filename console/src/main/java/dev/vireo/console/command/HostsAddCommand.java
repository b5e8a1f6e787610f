package dev.vireo.console.command;

import dev.vireo.bus.inventory.ApiAccess;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.RegisterHost;
import dev.vireo.console.Exit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo hosts add}. */
@Command(
    name = "add",
    description = {
      "Takes a host in, or changes how it is reached, and probes it.",
      "A key or password is copied, mode 0600, to where the services read it; over the bus goes only its name."
    })
final class HostsAddCommand extends Task {

  @Parameters(paramLabel = "NAME", description = "The name it shall have.")
  private String name = "";

  @Option(
      names = "--address",
      required = true,
      paramLabel = "HOST[:PORT]",
      description = "Where its SSH server is; port 22 if none is given.")
  private String address = "";

  @Option(names = "--user", required = true, paramLabel = "USER", description = "The account.")
  private String user = "";

  @ArgGroup(multiplicity = "1")
  private CredentialOptions credential = new CredentialOptions();

  @ArgGroup private @Nullable HostKeyOptions hostKeys;

  @Option(
      names = "--credential-kind",
      paramLabel = "KIND",
      description = "What --credential leads to: password (as a rule), private_key, agent.")
  private @Nullable CredentialKind kind;

  @ArgGroup private @Nullable PassphraseOptions passphrase;

  @Option(
      names = "--legacy-crypto",
      description = "Also speak the old algorithms of ESX 4.x and 5.x.")
  private boolean legacyCrypto;

  @ArgGroup(exclusive = false)
  private @Nullable ApiOptions api;

  @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "A tag it shall have.")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Mixin private WaitOptions wait;

  /** One of these. */
  static final class CredentialOptions {

    @Option(names = "--key", paramLabel = "FILE", description = "A private key, mode 0600.")
    private @Nullable Path key;

    @Option(names = "--password-file", paramLabel = "FILE", description = "A password, mode 0600.")
    private @Nullable Path passwordFile;

    @Option(
        names = "--credential",
        paramLabel = "REF",
        description = "file:NAME, env:VIREO_CREDENTIAL_NAME, vault:PATH#FIELD or agent:")
    private @Nullable String reference;
  }

  /** One of these, or neither: then the private key has none. */
  static final class PassphraseOptions {

    @Option(
        names = "--passphrase-file",
        paramLabel = "FILE",
        description = "The private key's passphrase, mode 0600.")
    private @Nullable Path file;

    @Option(
        names = "--passphrase",
        paramLabel = "REF",
        description =
            "Or a reference to it: file:NAME, env:VIREO_CREDENTIAL_NAME, vault:PATH#FIELD")
    private @Nullable String reference;
  }

  /** All of these but the fingerprint, or none: then its containers are worked on by SSH. */
  static final class ApiOptions {

    @Option(
        names = "--api",
        required = true,
        paramLabel = "HOST[:PORT]",
        description =
            "Where the API of a host of Proxmox VE is, by which its containers are then worked on;"
                + " port 8006 if none is given.")
    private String address = "";

    @Option(
        names = "--api-user",
        required = true,
        paramLabel = "USER@REALM[!TOKEN]",
        description = "The account of the API, or an API token.")
    private String user = "";

    @ArgGroup(multiplicity = "1")
    private ApiSecretOptions secret = new ApiSecretOptions();

    @Option(
        names = "--api-fingerprint",
        paramLabel = "SHA256",
        description = "The fingerprint of its certificate, where no known authority signed it.")
    private @Nullable String fingerprint;
  }

  /** One of these. */
  static final class ApiSecretOptions {

    @Option(
        names = "--api-secret-file",
        paramLabel = "FILE",
        description = "The account's password or the token's secret, mode 0600.")
    private @Nullable Path file;

    @Option(
        names = "--api-credential",
        paramLabel = "REF",
        description =
            "Or a reference to it: file:NAME, env:VIREO_CREDENTIAL_NAME, vault:PATH#FIELD")
    private @Nullable String reference;
  }

  /** One of these, or neither: then its key must be known already. */
  static final class HostKeyOptions {

    @Option(
        names = "--known-hosts",
        paramLabel = "FILE",
        description = "Accept the keys in this file, as ssh-keyscan prints them.")
    private @Nullable Path knownHosts;

    @Option(
        names = "--trust-on-first-use",
        description = "Accept the first key it shows, and no other ever after.")
    private boolean trustOnFirstUse;
  }

  private @Nullable ApiAccess access(Console console) {
    ApiOptions given = api;
    if (given == null) {
      return null;
    }
    return AccountOptions.api(
        console,
        name,
        given.address,
        given.user,
        given.secret.file,
        given.secret.reference,
        given.fingerprint);
  }

  @Override
  Exit run(Console console) {
    HostNames.require(name);
    AccountOptions account =
        new AccountOptions(
            user,
            credential.key,
            passphrase == null ? null : passphrase.file,
            credential.passwordFile,
            credential.reference,
            kind,
            passphrase == null ? null : passphrase.reference,
            hostKeys == null ? null : hostKeys.knownHosts,
            hostKeys != null && hostKeys.trustOnFirstUse,
            legacyCrypto);
    return new Delivery(console, wait)
        .give(
            new RegisterHost(
                name, account.connection(console, name, address).with(access(console)), tags),
            Set.of(),
            (outcome, heard) -> Result.show(console, outcome, heard));
  }
}
