package dev.vireo.hypervisor.credential;

/** What a credential is used as. */
public enum CredentialKind {
  /** A password, also for keyboard-interactive logins that ask for one. */
  PASSWORD,
  /** A private key in OpenSSH or PEM form, with or without a passphrase. */
  PRIVATE_KEY,
  /** What opens a private key. It is never sent to a host. */
  PASSPHRASE,
  /** The keys of the SSH agent that runs beside the service. */
  AGENT
}
