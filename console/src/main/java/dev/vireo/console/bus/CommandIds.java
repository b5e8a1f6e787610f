package dev.vireo.console.bus;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids of commands: UUIDs of version 7 of RFC 9562, so that they sort by time. */
public final class CommandIds {

  private static final SecureRandom RANDOM = new SecureRandom();

  private CommandIds() {}

  /** A fresh id. */
  public static String fresh(Instant now) {
    return of(now, RANDOM.nextLong(), RANDOM.nextLong());
  }

  static String of(Instant now, long high, long low) {
    long time = now.toEpochMilli() & 0xffff_ffff_ffffL;
    return new UUID(
            time << 16 | 0x7000L | (high & 0xfffL),
            (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L)
        .toString();
  }
}
