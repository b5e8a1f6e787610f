package dev.vireo.hypervisor.script;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What makes one run's markers unlike any text that a program on the host could print on purpose.
 *
 * @param text 16 to 64 lower-case letters and digits
 */
public record Nonce(String text) {
  private static final SecureRandom RANDOM = new SecureRandom();

  public Nonce {
    if (!text.matches("[a-z0-9]{16,64}")) {
      throw new IllegalArgumentException("a nonce is 16 to 64 lower-case letters and digits");
    }
  }

  /** 128 unguessable bits. */
  public static Nonce fresh() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return new Nonce(HexFormat.of().formatHex(bytes));
  }

  /** How a marker line begins; the newline is the marker's own, not the output's before it. */
  String mark() {
    return "\n@vireo-" + text + " ";
  }
}
