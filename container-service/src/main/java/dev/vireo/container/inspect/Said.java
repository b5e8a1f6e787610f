package dev.vireo.container.inspect;

import java.io.PrintStream;

/** Where a command says what it found, and what is wrong; and the exit codes of all of them. */
record Said(PrintStream out, PrintStream err) {

  static final int OK = 0;

  /** Something could not be told, such as a distribution without even a default. */
  static final int UNANSWERED = 1;

  /** An argument is malformed, or could not be read. */
  static final int MALFORMED = 2;

  int malformed(String message) {
    err.println(printable(message));
    return MALFORMED;
  }

  /** What was captured comes from anywhere: nothing in it may steer the terminal. */
  static String printable(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      clean.append(
          Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\ufffd' : c);
    }
    return clean.toString();
  }
}
