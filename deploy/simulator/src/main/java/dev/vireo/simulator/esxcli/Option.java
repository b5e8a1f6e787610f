package dev.vireo.simulator.esxcli;

/** An option of a verb. */
record Option(String longName, char shortName, boolean valued, boolean required) {

  static Option required(String longName, char shortName) {
    return new Option(longName, shortName, true, true);
  }

  static Option optional(String longName, char shortName) {
    return new Option(longName, shortName, true, false);
  }

  static Option flag(String longName, char shortName) {
    return new Option(longName, shortName, false, false);
  }

  /** For instance {@code -d|--device=<str>}. */
  String synopsis() {
    return "-" + shortName + "|--" + longName + (valued ? "=<str>" : "");
  }
}
