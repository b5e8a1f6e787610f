package dev.vireo.backup.projection;

import dev.vireo.bus.backup.GuestImage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A restore point, as the events tell it. One that expired is kept in mind, and says so. */
public record PointView(
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
    @Nullable GuestImage guest,
    String state,
    @Nullable Instant verifiedAt,
    @Nullable String verifiedBy,
    @Nullable String damage,
    @Nullable Instant expiredAt) {

  public PointView {
    warnings = List.copyOf(warnings);
  }
}
