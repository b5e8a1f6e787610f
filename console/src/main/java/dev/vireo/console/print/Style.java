package dev.vireo.console.print;

/** What a text means, by which it is coloured where colour is wanted. */
public enum Style {
  PLAIN(""),
  GOOD("32"),
  WARN("33"),
  BAD("31"),
  DIM("2"),
  HEAD("1");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text in this style; as it is where {@code colour} is off. */
  public String on(String text, boolean colour) {
    return !colour || code.isEmpty() || text.isEmpty()
        ? text
        : "\033[" + code + "m" + text + "\033[0m";
  }

  /** The style of a word such as {@code REACHABLE} or {@code dead}; plain for a word not known. */
  public static Style ofWord(String word) {
    return switch (word.toUpperCase(java.util.Locale.ROOT)) {
      case "REACHABLE",
          "ACTIVE",
          "CHANGED",
          "APPLIED",
          "RESTORED",
          "RUNNING",
          "PASSED",
          "VERIFIED",
          "COMPLETED",
          "READY",
          "COMMANDSUCCEEDED" ->
          GOOD;
      case "UNREACHABLE",
          "DEAD",
          "FAILED",
          "STOPPED",
          "REFUSE",
          "DAMAGED",
          "COMMANDFAILED",
          "COMMANDREJECTED" ->
          BAD;
      case "UNKNOWN", "DISABLED", "CHANGE", "APPLYING", "ROLLED_BACK" -> WARN;
      case "STANDBY", "KEEP", "UNCHANGED", "SKIPPED" -> DIM;
      default -> PLAIN;
    };
  }
}
