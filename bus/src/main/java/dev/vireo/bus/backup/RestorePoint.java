package dev.vireo.bus.backup;

import dev.vireo.bus.Absent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be restored: a source as it was at a time.
 *
 * @param point its id, 12 hexadecimal digits
 * @param job whose it is
 * @param destination where it is kept
 * @param source what was backed up
 * @param host whose data it is
 * @param at when its run began to read
 * @param files how many files it has
 * @param folders how many folders it has
 * @param bytes the size of its files, in bytes
 * @param dataSnapshot the id of the snapshot that holds its files, in the destination's repository
 * @param listingSnapshot the id of the snapshot that says what the first one holds, file by file,
 *     and without which it counts for nothing
 * @param muchSmaller whether it is so much smaller than the one before that something may be
 *     missing
 * @param warnings what the host complained of, such as a file that changed while it was read
 * @param guest the guest that it is of; absent: it is of a folder
 */
public record RestorePoint(
    String point,
    String job,
    String destination,
    String source,
    String host,
    Instant at,
    long files,
    long folders,
    long bytes,
    String dataSnapshot,
    String listingSnapshot,
    boolean muchSmaller,
    List<String> warnings,
    @Nullable GuestImage guest) {

  public RestorePoint {
    warnings = Absent.orEmpty(warnings);
  }
}
