package dev.vireo.container.domain.lifecycle;

import java.util.regex.Pattern;

/**
 * What a host knows a container by: a number from 101 (100 and below are reserved by OpenVZ and
 * Proxmox VE), the UUID of OpenVZ 7, or the name of LXC.
 *
 * @param text in the host's form; no shell reads anything into it, and no file name is left by it
 */
public record ContainerId(String text) {

  /** The least number. */
  public static final int FIRST = 101;

  /** The greatest number Proxmox VE takes. */
  public static final int LAST = 999_999_999;

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{2,8}");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

  /**
   * The id that a text is.
   *
   * @throws MalformedValue if it is none
   */
  public static ContainerId parse(String field, String text) {
    boolean good =
        NUMBER.matcher(text).matches()
            ? Integer.parseInt(text) >= FIRST
            : UUID.matcher(text).matches() || NAME.matcher(text).matches();
    if (!good) {
      throw new MalformedValue(
          field,
          text,
          "an id is a number from " + FIRST + " to " + LAST + ", a UUID, or a name of LXC");
    }
    return new ContainerId(text);
  }

  /** Whether it is a number. */
  public boolean isNumber() {
    return NUMBER.matcher(text).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
