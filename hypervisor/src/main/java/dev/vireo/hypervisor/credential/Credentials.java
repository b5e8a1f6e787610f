package dev.vireo.hypervisor.credential;

import dev.vireo.hypervisor.Diagnosis;
import java.io.IOException;
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
      throw refused(ref, "this service has no vault", "configure one, or use file: or env:");
    }
    Map<String, String> fields;
    try {
      fields = vault.get().read(ref.path());
    } catch (IOException e) {
      throw new CredentialException(
          new Diagnosis(
              "the credential could not be read",
              ref.text(),
              "the vault did not answer: " + e.getMessage(),
              "check the vault's address, its state and the service's token"),
          e);
    }
    String value = fields.get(ref.field());
    if (value == null || value.isEmpty()) {
      throw refused(
          ref,
          fields.isEmpty()
              ? "there is no secret at this path"
              : "the secret has no value in field " + ref.field(),
          "write it to the vault, or correct the reference");
    }
    return Secret.of(value);
  }

  private static CredentialException refused(CredentialRef ref, String seen, String remedy) {
    return new CredentialException(
        new Diagnosis("the credential could not be read", ref.text(), seen, remedy), null);
  }
}
