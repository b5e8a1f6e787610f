package dev.vireo.console.command;

import dev.vireo.console.Trouble;
import java.util.regex.Pattern;

/** Names of hosts, which also name files and stand in selectors. */
final class HostNames {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

  private HostNames() {}

  /**
   * The name, if it is one.
   *
   * @throws Trouble if it is not
   */
  static String require(String name) {
    if (!NAME.matcher(name).matches()) {
      throw Trouble.refused(
          "'" + name + "' is no name of a host",
          "a letter or digit, then letters, digits, '.', '_' and '-', 253 at most");
    }
    return name;
  }
}
