package dev.vireo.backup.report;

import dev.vireo.bus.backup.BackupsSummarised;
import dev.vireo.bus.backup.DestinationSummary;
import dev.vireo.bus.backup.JobSummary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The summary as a page of HTML that mail programs show: tables, styles with each element, nothing
 * that is fetched; and as plain text. What comes from hosts and people is escaped.
 */
public final class SummaryPage {

  private static final String CELL = "style=\"padding:4px 10px;border-bottom:1px solid #ddd\"";
  private static final String RED = "style=\"color:#b00020;font-weight:bold\"";
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");

  private final BackupsSummarised summary;

  public SummaryPage(BackupsSummarised summary) {
    this.summary = summary;
  }

  /** One line: what somebody must know who reads no further. */
  public String subject() {
    long bad = summary.jobs().stream().filter(j -> j.problem() != null).count();
    List<String> unsound =
        summary.destinations().stream()
            .filter(d -> Boolean.FALSE.equals(d.sound()))
            .map(DestinationSummary::destination)
            .toList();
    if (summary.good()) {
      return "Backups: all " + summary.jobCount() + " jobs are well";
    }
    return "Backups: %s%s"
        .formatted(
            bad == 0
                ? "no job has a problem"
                : bad + " of " + summary.jobCount() + " jobs have a problem",
            unsound.isEmpty() ? "" : "; DAMAGED: " + String.join(", ", unsound));
  }

  /** The page. */
  public String html() {
    return """
    <!doctype html>
    <html><head><meta charset="utf-8"><title>%s</title></head>
    <body style="font-family:sans-serif;color:#222">
    <h2 %s>%s</h2>
    <p>From %s to %s UTC.</p>
    <table style="border-collapse:collapse">
    <tr>%s</tr>
    %s</table>
    %s<h3>Destinations</h3>
    <table style="border-collapse:collapse">
    <tr>%s</tr>
    %s</table>
    </body></html>
    """
        .formatted(
            escaped(subject()),
            summary.good() ? "" : RED,
            escaped(subject()),
            time(summary.from()),
            time(summary.to()),
            heads("job", "made", "failed", "missed", "added", "newest restore point", "problem"),
            summary.jobs().stream().map(SummaryPage::row).collect(Collectors.joining()),
            cut().isEmpty() ? "" : "<p>" + escaped(cut()) + "</p>\n",
            heads("destination", "last check", "free"),
            summary.destinations().stream().map(SummaryPage::row).collect(Collectors.joining()));
  }

  /** The same without any markup. */
  public String text() {
    StringBuilder text = new StringBuilder(subject()).append("\n\n");
    text.append("From %s to %s UTC.\n\n".formatted(time(summary.from()), time(summary.to())));
    for (JobSummary j : summary.jobs()) {
      text.append(
          "%s: %d made, %d failed, %d missed, %s added; newest: %s%s%n"
              .formatted(
                  j.job(),
                  j.completed(),
                  j.failed(),
                  j.missed(),
                  size(j.addedBytes()),
                  newest(j),
                  j.problem() == null ? "" : "; PROBLEM: " + j.problem()));
    }
    text.append(cut().isEmpty() ? "\n" : cut() + "\n\n");
    for (DestinationSummary d : summary.destinations()) {
      text.append("destination %s: %s, %s free%n".formatted(d.destination(), sound(d), free(d)));
    }
    return text.toString();
  }

  private String cut() {
    int left = summary.jobCount() - summary.jobs().size();
    return left <= 0 ? "" : "And " + left + " jobs more, without a problem that is told here.";
  }

  private static String row(JobSummary j) {
    return cells(
        escaped(j.job()),
        Integer.toString(j.completed()),
        j.failed() == 0 ? "0" : red(Integer.toString(j.failed())),
        j.missed() == 0 ? "0" : red(Integer.toString(j.missed())),
        size(j.addedBytes()),
        "DAMAGED".equals(j.pointState()) ? red(newest(j)) : escaped(newest(j)),
        j.problem() == null ? "" : red(j.problem()));
  }

  private static String row(DestinationSummary d) {
    return cells(
        escaped(d.destination()),
        Boolean.FALSE.equals(d.sound()) ? red(sound(d)) : escaped(sound(d)),
        free(d));
  }

  private static String newest(JobSummary j) {
    return j.point() == null
        ? "none"
        : "%s of %s, %s".formatted(j.point(), time(j.pointAt()), j.pointState());
  }

  private static String sound(DestinationSummary d) {
    return d.sound() == null
        ? "never checked"
        : (d.sound() ? "sound" : "DAMAGED") + ", " + time(d.checkedAt());
  }

  private static String free(DestinationSummary d) {
    return d.freeBytes() == null ? "not to be seen" : size(d.freeBytes());
  }

  private static String heads(String... names) {
    return List.of(names).stream()
        .map(n -> "<th align=\"left\" " + CELL + ">" + n + "</th>")
        .collect(Collectors.joining());
  }

  private static String cells(String... cells) {
    return List.of(cells).stream()
        .map(c -> "<td valign=\"top\" " + CELL + ">" + c + "</td>")
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }

  private static String red(String text) {
    return "<span " + RED + ">" + escaped(text) + "</span>";
  }

  private static String time(@Nullable Instant at) {
    return at == null
        ? "-"
        : at.truncatedTo(ChronoUnit.MINUTES).toString().replace('T', ' ').replace(":00Z", "");
  }

  private static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.size() - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS.get(unit));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
