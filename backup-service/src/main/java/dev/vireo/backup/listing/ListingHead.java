package dev.vireo.backup.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vireo.bus.backup.GuestImage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a listing is of: its first line. With the last line it is all that a catalogue needs to know
 * of a restore point.
 *
 * @param vireo the version of the format
 * @param point the restore point's id
 * @param job whose it is
 * @param run the id of the run that made it
 * @param source what was backed up
 * @param host whose data it is
 * @param at when the run began to read
 * @param dataSnapshot the snapshot that holds the files
 * @param muchSmaller whether it is much smaller than the one before
 * @param warnings what the host complained of
 * @param guest the guest that it is of; absent: it is of a folder
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListingHead(
    int vireo,
    String point,
    String job,
    String run,
    String source,
    String host,
    Instant at,
    String dataSnapshot,
    boolean muchSmaller,
    List<String> warnings,
    @Nullable GuestImage guest) {

  /** The version that is written. */
  public static final int VERSION = 1;

  public ListingHead {
    warnings = List.copyOf(warnings);
  }
}
