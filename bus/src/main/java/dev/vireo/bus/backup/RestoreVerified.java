package dev.vireo.bus.backup;

import dev.vireo.bus.Event;
import org.jspecify.annotations.Nullable;

/**
 * All of a restore point was read back, and is what was backed up, byte for byte.
 *
 * @param job whose it is
 * @param point its id
 * @param by how
 * @param files how many files were held against their SHA-256
 * @param bytes their size, in bytes
 * @param tookMillis how long it took, in milliseconds
 * @param started whether the guest was started and ran; absent where it was not tried
 */
public record RestoreVerified(
    String job,
    String point,
    VerifiedBy by,
    long files,
    long bytes,
    long tookMillis,
    @Nullable Boolean started)
    implements Event {
  @Override
  public String about() {
    return job;
  }

  @Override
  public String facet() {
    return point;
  }
}
