package dev.vireo.backup.domain.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code restic check} said.
 *
 * @param damaged packs that it found to be damaged or gone
 * @param findings its lines about them and about other errors
 */
public record CheckWords(Set<String> damaged, List<String> findings) {

  /**
   * A pack that is damaged or gone, and none that the index merely does not know. Until 0.16:
   * {@code Pack ID does not match, want ID}; from 0.17: {@code pack ID contains 1 errors: [...]}.
   */
  private static final Pattern DAMAGED =
      Pattern.compile(
          "(?:Pack ID does not match, want |pack )([0-9a-f]{64})"
              + "(?!: not referenced in any index|: contained in several indexes)");

  public CheckWords {
    damaged = Set.copyOf(damaged);
    findings = List.copyOf(findings);
  }

  /** Reads it; lines that tell of nothing wrong are passed over. */
  public static CheckWords parse(String printed) {
    Set<String> damaged = new TreeSet<>();
    List<String> findings = new ArrayList<>();
    for (String line : printed.lines().toList()) {
      Matcher pack = DAMAGED.matcher(line);
      boolean found = pack.find();
      if (found) {
        damaged.add(pack.group(1));
      }
      if (found || line.startsWith("error") || line.startsWith("Fatal")) {
        findings.add(line.strip());
      }
    }
    return new CheckWords(damaged, findings);
  }
}
