package dev.vireo.backup.domain.job;

import dev.vireo.backup.domain.MalformedValue;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The id of a restore point: the first 12 digits of the name-based id that follows from its run, so
 * that a run that is begun anew after a crash makes the same point and no second one.
 */
public record PointId(String text) {

  private static final int LENGTH = 12;
  private static final Pattern GRAMMAR = Pattern.compile("[0-9a-f]{" + LENGTH + "}");

  /**
   * The id of what a run makes.
   *
   * @param derived a UUID that is the same each time the run is begun
   */
  public static PointId of(String derived) {
    return new PointId(derived.toLowerCase(Locale.ROOT).replace("-", "").substring(0, LENGTH));
  }

  /**
   * Reads an id.
   *
   * @throws MalformedValue unless it is 12 hexadecimal digits
   */
  public static PointId parse(String field, String text) {
    if (!GRAMMAR.matcher(text).matches()) {
      throw new MalformedValue(
          field,
          "'"
              + text
              + "' is no restore point; its id is 12 hexadecimal digits, as points lists it");
    }
    return new PointId(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
