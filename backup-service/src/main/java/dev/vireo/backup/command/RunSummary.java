package dev.vireo.backup.command;

import dev.vireo.bus.backup.RestorePoint;
import dev.vireo.bus.kit.Journal.Ended;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is said of a run in the end. */
final class RunSummary {

  private RunSummary() {}

  /**
   * Of one that made a restore point.
   *
   * @param complaint what the script afterwards failed with
   */
  static Result of(OneBackup.Made made, Optional<String> complaint) {
    RestorePoint point = made.point();
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("job", point.job());
    figures.put("point", point.point());
    figures.put("files", Long.toString(point.files()));
    figures.put("bytes", Long.toString(point.bytes()));
    made.addedBytes().ifPresent(added -> figures.put("added", Long.toString(added)));
    figures.put("muchSmaller", Boolean.toString(point.muchSmaller()));
    complaint.ifPresent(said -> figures.put("postScript", said));
    StringBuilder text = new StringBuilder();
    text.append(
        "job %s made restore point %s: %,d files of %,d bytes"
            .formatted(point.job(), point.point(), point.files(), point.bytes()));
    if (!point.warnings().isEmpty()) {
      text.append(
          "; the host complained %d times, at first: %s"
              .formatted(point.warnings().size(), point.warnings().getFirst()));
    }
    if (point.muchSmaller()) {
      text.append("; it is MUCH SMALLER than the one before, so nothing is pruned: look into it");
    }
    complaint.ifPresent(said -> text.append("; BUT ").append(said));
    return Result.done(text.toString(), figures);
  }

  /** Of one of several guests. */
  static Result of(String job, GuestFleet.Found found, Map<String, Ended> ended) {
    int failed = GuestFleet.failed(ended).size();
    Map<String, String> figures =
        Map.of(
            "job", job,
            "guests", Integer.toString(ended.size()),
            "made", Integer.toString(ended.size() - failed),
            "failed", Integer.toString(failed),
            "silent", Integer.toString(found.silent().size()));
    String made =
        "job %s made restore points of %d of %d guests"
            .formatted(job, ended.size() - failed, ended.size());
    if (failed == 0 && found.silent().isEmpty()) {
      return Result.done(made, figures);
    }
    String why = GuestFleet.reasons(ended) + "\n" + String.join("\n", found.silent());
    return Result.failed(FailureReason.PARTLY_DONE, made + "\n" + why.strip(), figures);
  }
}
