package dev.vireo.backup.guest;

import dev.vireo.backup.host.HostRefused;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.GuestTrouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code vzdump --stdout} told of one guest, on its error output.
 *
 * @param finished whether it said that the guest's backup came to its end
 * @param failure why it did not, in its words
 * @param remarks what an operator should know: what was left out, another mode than asked for
 */
public record VzdumpLog(boolean finished, Optional<String> failure, List<String> remarks) {

  private static final Pattern FAILED =
      Pattern.compile("(?:\\S+ \\S+ )?ERROR: Backup of VM \\d+ failed - (.*)");
  private static final Pattern FINISHED =
      Pattern.compile("(?:\\S+ \\S+ )?INFO: Finished Backup of VM \\d+ \\(.*\\)");
  private static final Pattern REMARK =
      Pattern.compile(
          "(?:INFO|WARN|WARNING|ERROR): (excluding .*|exclude disk .*|mode failure - .*|trying '.*"
              + "|.*file changed as we read it.*|.*could not notify.*)");
  private static final Pattern WARNED = Pattern.compile("WARN(?:ING)?: (.*)");
  private static final Pattern LOCKED =
      Pattern.compile("(?i).*(?:is locked|can't a[c]?quire lock|can't lock file|got timeout).*");

  public VzdumpLog {
    remarks = List.copyOf(remarks);
  }

  /** Reads it. Lines that tell nothing of these are passed over; no text is refused. */
  public static VzdumpLog parse(String text) {
    boolean finished = false;
    Optional<String> failure = Optional.empty();
    List<String> remarks = new ArrayList<>();
    for (String line : text.split("[\\r\\n]+")) {
      Matcher failed = FAILED.matcher(line);
      Matcher remark = REMARK.matcher(line);
      Matcher warned = WARNED.matcher(line);
      if (failed.matches()) {
        failure = Optional.of(failed.group(1).strip());
      } else if (FINISHED.matcher(line).matches()) {
        finished = true;
      } else if (remark.matches()) {
        remarks.add(remark.group(1));
      } else if (warned.matches()) {
        remarks.add(warned.group(1));
      }
    }
    return new VzdumpLog(finished, failure, remarks);
  }

  /**
   * What is to be thought of how it ended; empty: all of the guest was written. A mail that could
   * not be sent in the end is no reason to throw a whole archive away.
   */
  Optional<HostRefused> objection(String guest, int exit, String said) {
    if (failure.isPresent()) {
      boolean locked = LOCKED.matcher(failure.get()).matches();
      return Optional.of(
          new HostRefused(
              locked ? BackupFailureCause.BUSY : BackupFailureCause.SOURCE_UNREADABLE,
              "vzdump of " + guest + " failed: " + failure.get(),
              locked
                  ? "see who holds it; a lock that nobody holds any more is removed by pct or qm"
                      + " unlock"
                  : "see what vzdump says of it on the host; another mode may do",
              locked ? GuestTrouble.LOCKED : Holding.trouble(failure.get()).orElse(null)));
    }
    if (finished) {
      return Optional.empty();
    }
    if (exit == 127) {
      return Optional.of(
          new HostRefused(
              BackupFailureCause.HOST_TOOL, "there is no vzdump: " + said, "install it"));
    }
    return Optional.of(
        new HostRefused(
            BackupFailureCause.SOURCE_UNREADABLE,
            "vzdump of %s ended with %d, and did not say that it was finished: %s"
                .formatted(guest, exit, last(said)),
            "see what vzdump says of it on the host"));
  }

  private static String last(String said) {
    return said.length() > 300 ? "..." + said.substring(said.length() - 300) : said;
  }
}
