package dev.vireo.hypervisor.tls;

import java.util.HexFormat;
import java.util.Locale;

/** How a server proves that it is the one meant. There is no way to skip the proof. */
public sealed interface CertificateTrust {

  /** An authority that this machine trusts has signed its certificate for its name. */
  record ByAuthority() implements CertificateTrust {}

  /**
   * Its certificate is this very one, whoever has signed it for whatever name.
   *
   * @param sha256 of the certificate's DER form, 64 lower-case hexadecimal digits
   */
  record Pinned(String sha256) implements CertificateTrust {

    /** Takes upper case and colons too, as {@code openssl x509 -fingerprint -sha256} prints. */
    public Pinned {
      sha256 = sha256.replace(":", "").toLowerCase(Locale.ROOT);
      if (!sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException(
            "a SHA-256 fingerprint is 64 hexadecimal digits, with or without ':' between each two");
      }
    }

    /** With a colon between each two digits, as other tools print it. */
    String withColons() {
      return colons(HexFormat.of().parseHex(sha256));
    }

    static String colons(byte[] digest) {
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    }
  }
}
