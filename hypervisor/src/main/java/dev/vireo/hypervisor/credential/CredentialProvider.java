package dev.vireo.hypervisor.credential;

/** Turns a reference into its secret. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface CredentialProvider {

  /**
   * Fetches the secret afresh, so that one that was changed is seen at the next use; one of a vault
   * may be as old as the service was told to keep it.
   *
   * @return the caller closes it
   * @throws CredentialException where there is none, or it is kept in an unsafe way
   */
  Secret secret(CredentialRef ref) throws CredentialException;
}
