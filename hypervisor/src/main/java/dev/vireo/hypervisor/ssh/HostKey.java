package dev.vireo.hypervisor.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vireo.hypervisor.Shown;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * A host's public key as SSH writes it.
 *
 * @param type {@code ssh-ed25519}, {@code ssh-rsa}, {@code ecdsa-sha2-nistp256} ...
 * @param base64 the key's wire form in base64, which begins with the type
 */
public record HostKey(String type, String base64) {

  /**
   * @throws IllegalArgumentException where the base64 is none, or is a key of another type
   */
  public HostKey {
    ByteBuffer wire = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
    byte[] name = type.getBytes(US_ASCII);
    if (wire.remaining() < 4 + name.length || wire.getInt() != name.length) {
      throw new IllegalArgumentException("the key is not one of type " + Shown.quoted(type));
    }
    byte[] inside = new byte[name.length];
    wire.get(inside);
    if (!Arrays.equals(name, inside)) {
      throw new IllegalArgumentException("the key is not one of type " + Shown.quoted(type));
    }
  }

  /** The same key in SSH's own form. */
  public static HostKey of(PublicKey key) {
    ByteArrayBuffer buffer = new ByteArrayBuffer();
    buffer.putRawPublicKey(key);
    byte[] wire = buffer.getCompactData();
    String type = new ByteArrayBuffer(wire).getString();
    return new HostKey(type, Base64.getEncoder().encodeToString(wire));
  }

  /** {@code SHA256:...} as {@code ssh-keygen -l} prints it. */
  public String fingerprint() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(base64));
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** {@code ssh-ed25519 SHA256:...}. */
  @Override
  public String toString() {
    return type + " " + fingerprint();
  }
}
