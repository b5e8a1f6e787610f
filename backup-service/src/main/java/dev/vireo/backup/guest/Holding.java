package dev.vireo.backup.guest;

import dev.vireo.bus.backup.GuestTrouble;
import java.util.Optional;
import java.util.regex.Pattern;

/** What hosts say where a guest cannot be made to stand still for its backup. */
final class Holding {

  private static final Pattern NO_ROOM =
      Pattern.compile(
          "(?i).*(?:no space left|insufficient (?:free )?(?:space|extents)|not enough (?:free )?space"
              + "|insufficient disk space|out of space).*",
          Pattern.DOTALL);
  private static final Pattern NOT_HELD =
      Pattern.compile(
          "(?i).*(?:snapshot|freeze|suspend|lvcreate|can't stop|failed to stop|shutdown).*",
          Pattern.DOTALL);

  private Holding() {}

  /** What a tool's words of its failure are about; empty: neither. */
  static Optional<GuestTrouble> trouble(String words) {
    if (NO_ROOM.matcher(words).matches()) {
      return Optional.of(GuestTrouble.NO_ROOM_FOR_SNAPSHOT);
    }
    return NOT_HELD.matcher(words).matches()
        ? Optional.of(GuestTrouble.NOT_HELD)
        : Optional.empty();
  }
}
