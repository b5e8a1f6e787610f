package dev.vireo.container.domain.lifecycle;

import java.util.regex.Pattern;

/**
 * A container's host name: labels of letters, digits and inner hyphens (RFC 1123), at most 253
 * characters.
 *
 * @param text as given
 */
public record HostName(String text) {

  private static final Pattern LABELS =
      Pattern.compile(
          "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

  /**
   * The name that a text is.
   *
   * @throws MalformedValue if it is none
   */
  public static HostName parse(String field, String text) {
    if (text.length() > 253 || !LABELS.matcher(text).matches()) {
      throw new MalformedValue(
          field,
          text,
          "a host name is of letters, digits and '-' within, with '.' between its labels of at most"
              + " 63 characters");
    }
    return new HostName(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
