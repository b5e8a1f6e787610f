package dev.vireo.bus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids that come out the same each time they are derived: name-based UUIDs, version 5 of RFC 9562,
 * in a name space of Vireo's own.
 */
public final class DerivedId {

  private static final UUID NAMESPACE = UUID.fromString("5f0f4bb0-9f0a-5c56-8f4e-7c1d3b8a6e21");

  private DerivedId() {}

  /** The id of what {@code name} is to {@code parent}; equal for equal arguments, for ever. */
  public static String of(String parent, String name) {
    MessageDigest sha1 = sha1();
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .array());
    sha1.update(parent.getBytes(StandardCharsets.UTF_8));
    sha1.update((byte) 0);
    sha1.update(name.getBytes(StandardCharsets.UTF_8));
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest());
    long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L;
    long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-1", e);
    }
  }
}
