package dev.vireo.bus.selector;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to tell somebody who named a field that there is not. */
final class UnknownField {

  private static final int NEAR = 2;
  private static final int LONGEST_NEAR = 12;

  /** Words that other tools use for the same. */
  private static final Map<String, Field.Fact> OTHER_WORDS =
      Map.of(
          "host", Field.Fact.NAME,
          "hostname", Field.Fact.NAME,
          "ip", Field.Fact.ADDRESS,
          "type", Field.Fact.PRODUCT,
          "os", Field.Fact.PRODUCT,
          "status", Field.Fact.STATE,
          "reachable", Field.Fact.STATE,
          "unreachable", Field.Fact.STATE);

  private UnknownField() {}

  /**
   * What is wrong with a word.
   *
   * @param guests whether fields of guests may stand there
   */
  static String problem(Token word, boolean guests) {
    String lower = word.text().toLowerCase(Locale.ROOT);
    String fields =
        Arrays.stream(Field.Fact.values())
            .filter(fact -> guests || !fact.isOfGuests())
            .map(Field.Fact::word)
            .collect(Collectors.joining(", "));
    return "there is no field "
        + word.seen()
        + meant(lower, guests).map(fact -> "; did you mean " + fact.word() + "?").orElse("")
        + " (fields: "
        + fields
        + ", and tag:KEY for a tag)";
  }

  private static Optional<Field.Fact> meant(String word, boolean guests) {
    if (OTHER_WORDS.containsKey(word)) {
      return Optional.of(OTHER_WORDS.get(word));
    }
    if (word.length() > LONGEST_NEAR) {
      return Optional.empty();
    }
    return Arrays.stream(Field.Fact.values())
        .filter(fact -> guests || !fact.isOfGuests())
        .filter(fact -> distance(word, fact.word()) <= NEAR)
        .min(Comparator.comparingInt(fact -> distance(word, fact.word())));
  }

  /** How many letters to put in, take away or change (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
