package dev.vireo.simulator.shell;

/** What {@code set} switches. */
record Options(boolean exitOnError, boolean unsetIsError, boolean trace, boolean noGlob) {
  static final Options NONE = new Options(false, false, false, false);

  /**
   * With one letter switched.
   *
   * @throws Signals.Failure if this shell has no such option
   */
  Options with(char letter, boolean on) {
    return switch (letter) {
      case 'e' -> new Options(on, unsetIsError, trace, noGlob);
      case 'u' -> new Options(exitOnError, on, trace, noGlob);
      case 'x' -> new Options(exitOnError, unsetIsError, on, noGlob);
      case 'f' -> new Options(exitOnError, unsetIsError, trace, on);
      default -> throw new Signals.Failure(2, "set: illegal option -" + letter);
    };
  }

  String letters() {
    return (exitOnError ? "e" : "")
        + (noGlob ? "f" : "")
        + (unsetIsError ? "u" : "")
        + (trace ? "x" : "");
  }
}
