package dev.vireo.hypervisor.credential;

import dev.vireo.hypervisor.Diagnosis;
import java.util.Map;
import java.util.Optional;

/** All places a service keeps credentials in, behind one {@link CredentialProvider}. */
public final class Credentials implements CredentialProvider {
  private final CredentialFiles files;
  private final Map<String, String> environment;
  private final Optional<VaultReader> vault;

  /**
   * @param environment as {@link System#getenv()}; only names with {@link
   *     CredentialRef#ENVIRONMENT_PREFIX} are ever looked up
   * @param vault empty where the service has none
   */
  public Credentials(
      CredentialFiles files, Map<String, String> environment, Optional<VaultReader> vault) {
    this.files = files;
    this.environment = environment;
    this.vault = vault;
  }

  /** Files and the process's own environment. */
  public static Credentials of(CredentialFiles files) {
    return new Credentials(files, System.getenv(), Optional.empty());
  }

  @Override
  public Secret secret(CredentialRef ref) throws CredentialException {
    return switch (ref) {
      case CredentialRef.InFile file -> files.read(file);
      case CredentialRef.InEnvironment variable -> fromEnvironment(variable);
      case CredentialRef.InVault path -> fromVault(path);
      case CredentialRef.InAgent agent ->
          throw refused(agent, "an agent keeps its keys to itself", "ask the agent to sign");
    };
  }

  private Secret fromEnvironment(CredentialRef.InEnvironment ref) throws CredentialException {
    String value = environment.get(ref.name());
    if (value == null || value.isEmpty()) {
      throw refused(
          ref,
          value == null ? "the variable is not set" : "the variable is empty",
          "set it in the environment of the service and restart the service");
    }
    return Secret.of(value);
  }

  private Secret fromVault(CredentialRef.InVault ref) throws CredentialException {
    if (vault.isEmpty()) {
      throw refused(
          ref,
          "this service is told of no Vault",
          "set VAULT_ADDR and a token in the environment of the service and restart it, or use file:"
              + " or env:");
    }
    return switch (vault.get().read(ref.path())) {
      case VaultAnswer.Fields fields -> field(ref, fields);
      case VaultAnswer.Nothing nothing ->
          throw refused(
              ref,
              "Vault has no secret at this path (404)",
              "write it there with vault kv put, or correct the path; the engine's mount is set by"
                  + " VIREO_VAULT_MOUNT and is no part of the reference");
      case VaultAnswer.Denied denied ->
          throw refused(
              ref,
              "Vault denies permission (403)",
              "give the service's token a policy that reads this path of a version 2 engine"
                  + " (MOUNT/data/PATH), or renew the token if it has expired");
      case VaultAnswer.Sealed sealed ->
          throw refused(ref, "Vault is sealed (503)", "unseal it with vault operator unseal");
      case VaultAnswer.Unreachable unreachable ->
          throw refused(
              ref,
              "Vault was not reached: " + unreachable.seen(),
              "check VAULT_ADDR, that Vault runs, and VAULT_CACERT where its certificate is not"
                  + " trusted");
      case VaultAnswer.NotSetUp notSetUp ->
          throw refused(
              ref,
              "Vault cannot be asked: " + notSetUp.seen(),
              "correct the Vault settings in the environment of the service");
      case VaultAnswer.Unexpected unexpected ->
          throw refused(
              ref,
              "Vault did not give the secret: " + unexpected.seen(),
              "look at Vault's own log, and that the mount is a version 2 key-value engine");
    };
  }

  private static Secret field(CredentialRef.InVault ref, VaultAnswer.Fields fields)
      throws CredentialException {
    String value = fields.values().get(ref.field());
    if (value == null || value.isEmpty()) {
      throw refused(
          ref,
          value == null
              ? "the secret has no field " + ref.field() + " that holds text"
              : "field " + ref.field() + " of the secret is empty",
          "write the field with vault kv patch, or correct the reference");
    }
    return Secret.of(value);
  }

  private static CredentialException refused(CredentialRef ref, String seen, String remedy) {
    return new CredentialException(
        new Diagnosis("the credential could not be read", ref.text(), seen, remedy), null);
  }
}
