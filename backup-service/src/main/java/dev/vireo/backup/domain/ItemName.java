package dev.vireo.backup.domain;

import java.util.regex.Pattern;

/** The name of a destination or a job: it is shown, put into tags and into the names of leases. */
public record ItemName(String text) {

  private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  /**
   * Reads a name.
   *
   * @throws MalformedValue unless it is 1 to 63 letters, digits, '.', '_' or '-', the first a
   *     letter or digit
   */
  public static ItemName parse(String field, String text) {
    if (!GRAMMAR.matcher(text).matches()) {
      throw new MalformedValue(
          field,
          "a name is 1 to 63 letters, digits, '.', '_' and '-', and begins with a letter or a"
              + " digit, such as nightly-web");
    }
    return new ItemName(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
