package dev.vireo.hypervisor.vsphere;

import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.Shown;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.tls.CertificateTrust;

/**
 * A vCenter, or a single ESXi host that speaks the same API, and how to log in to it.
 *
 * @param address of its HTTPS port, usually 443
 * @param user such as {@code administrator@vsphere.local}
 * @param password reference to its password
 */
public record VCenterTarget(
    HostAddress address, String user, CredentialRef password, CertificateTrust certificate) {

  /** The port of HTTPS. */
  public static final int HTTPS_PORT = 443;

  public VCenterTarget {
    if (!user.matches("[\\x21-\\x7e]{1,104}")) {
      throw new IllegalArgumentException(
          "user " + Shown.quoted(user) + ": 1 to 104 printable ASCII characters without blanks");
    }
    if (password.kind() != CredentialKind.PASSWORD) {
      throw new IllegalArgumentException(
          "a vCenter takes a password, not " + password.kind() + " " + password.text());
    }
  }
}
