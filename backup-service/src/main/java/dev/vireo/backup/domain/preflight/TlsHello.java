package dev.vireo.backup.domain.preflight;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A TLS 1.0 ClientHello, and what its answer tells of the server's version: asked where no version
 * that this Java speaks was agreed on. RFC 2246, 7.4.1; the numbers of versions are those on the
 * wire: 3.0 is SSL 3, 3.1 is TLS 1.0, 3.2 is TLS 1.1.
 */
public final class TlsHello {

  /** RSA and (EC)DHE key exchange with AES, 3DES and RC4: what old servers have. */
  private static final int[] SUITES = {
    0xc014, 0xc013, 0xc00a, 0xc009, 0x0039, 0x0033, 0x0035, 0x002f, 0x000a, 0x0005, 0x0004
  };

  private TlsHello() {}

  /**
   * One record with the hello.
   *
   * @param minor the highest version asked for: 1 for TLS 1.0, 2 for TLS 1.1
   * @param random 32 bytes
   */
  public static byte[] request(int minor, byte[] random) {
    ByteBuffer body = ByteBuffer.allocate(512);
    body.put((byte) 3).put((byte) minor).put(random, 0, 32).put((byte) 0);
    body.putShort((short) (SUITES.length * 2));
    for (int suite : SUITES) {
      body.putShort((short) suite);
    }
    body.put((byte) 1).put((byte) 0);
    // supported_groups (P-256, P-384) and ec_point_formats (uncompressed), for the EC suites.
    body.putShort((short) 16);
    body.putShort((short) 10).putShort((short) 6).putShort((short) 4);
    body.putShort((short) 23).putShort((short) 24);
    body.putShort((short) 11).putShort((short) 2).put((byte) 1).put((byte) 0);
    byte[] hello = new byte[body.position()];
    body.flip().get(hello);
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(new byte[] {22, 3, 1});
    record.writeBytes(shortOf(hello.length + 4));
    record.writeBytes(new byte[] {1, 0});
    record.writeBytes(shortOf(hello.length));
    record.writeBytes(hello);
    return record.toByteArray();
  }

  private static byte[] shortOf(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  /** The minor version that a ServerHello chose; empty where the answer is none. */
  public static Optional<Integer> chosen(byte[] answer) {
    boolean serverHello =
        answer.length >= 11
            && answer[0] == 22
            && answer[1] == 3
            && answer[5] == 2
            && answer[9] == 3;
    return serverHello ? Optional.of((int) answer[10]) : Optional.empty();
  }

  /** A version by its usual name: {@code TLS 1.0} for 1. */
  public static String name(int minor) {
    return minor == 0 ? "SSL 3.0" : "TLS 1." + (minor - 1);
  }
}
