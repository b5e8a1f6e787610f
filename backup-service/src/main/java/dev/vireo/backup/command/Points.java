package dev.vireo.backup.command;

import dev.vireo.backup.listing.ListingReader.Listing;
import dev.vireo.backup.listing.Listings;
import dev.vireo.backup.listing.MalformedListing;
import dev.vireo.backup.restic.Repository;
import dev.vireo.backup.restic.ResticException;
import dev.vireo.bus.backup.RestorePoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Restore points as their destination tells them: by the listing that commits each. */
final class Points {

  private final Listings listings;

  Points(Listings listings) {
    this.listings = listings;
  }

  /** A listing; empty where it was cut short, so that its point counts for nothing. */
  Optional<Listing> listing(Repository repository, String snapshot)
      throws ResticException, InterruptedException {
    try {
      return Optional.of(listings.read(repository, snapshot, entry -> {}));
    } catch (MalformedListing e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the service's own folder cannot be used", e);
    }
  }

  /** The point that a listing is of. */
  static RestorePoint point(Listing listing, String destination, String listingSnapshot) {
    return new RestorePoint(
        listing.head().point(),
        listing.head().job(),
        destination,
        listing.head().source(),
        listing.head().host(),
        listing.head().at(),
        listing.end().files(),
        listing.end().folders(),
        listing.end().bytes(),
        listing.head().dataSnapshot(),
        listingSnapshot,
        listing.head().muchSmaller(),
        listing.head().warnings(),
        listing.head().guest());
  }
}
