package dev.vireo.backup.domain.repository;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which restic it is: what it can do and how it says that it failed differ. */
public record ResticVersion(int major, int minor, int patch) implements Comparable<ResticVersion> {

  /** The oldest that is used; Debian 12 brings it. */
  public static final ResticVersion OLDEST = new ResticVersion(0, 14, 0);

  /**
   * From here on 10 says that there is no repository, 11 that it is locked, 12 a wrong password.
   */
  private static final ResticVersion WITH_EXIT_CODES = new ResticVersion(0, 17, 0);

  /** {@code rebuild-index} is {@code repair index} from here on; the old name goes with 0.17. */
  private static final ResticVersion WITH_REPAIR_INDEX = new ResticVersion(0, 16, 0);

  /** {@code repair packs} is no experiment any more from here on. */
  private static final ResticVersion WITH_REPAIR_PACKS = new ResticVersion(0, 17, 0);

  private static final Pattern FIRST_LINE =
      Pattern.compile("restic (\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?.*", Pattern.DOTALL);

  /** From what {@code restic version} prints; empty where it is not restic that speaks. */
  public static Optional<ResticVersion> parse(String printed) {
    Matcher line = FIRST_LINE.matcher(printed.strip());
    return line.matches()
        ? Optional.of(
            new ResticVersion(
                Integer.parseInt(line.group(1)),
                Integer.parseInt(line.group(2)),
                line.group(3) == null ? 0 : Integer.parseInt(line.group(3))))
        : Optional.empty();
  }

  /** Whether it is new enough to be used. */
  public boolean usable() {
    return compareTo(OLDEST) >= 0;
  }

  /** Whether exit codes of its own tell failures apart. */
  public boolean tellsByExitCode() {
    return compareTo(WITH_EXIT_CODES) >= 0;
  }

  /** The command that makes the index anew from the packs that are there. */
  public List<String> repairIndex() {
    return compareTo(WITH_REPAIR_INDEX) >= 0
        ? List.of("repair", "index")
        : List.of("rebuild-index");
  }

  /** Whether it takes damaged packs out itself, and saves what is whole in them. */
  public boolean repairsPacks() {
    return compareTo(WITH_REPAIR_PACKS) >= 0;
  }

  @Override
  public int compareTo(ResticVersion other) {
    return Comparator.comparingInt(ResticVersion::major)
        .thenComparingInt(ResticVersion::minor)
        .thenComparingInt(ResticVersion::patch)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
