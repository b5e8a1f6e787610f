package dev.vireo.simulator.shell;

/** How a script leaves what it is in. No stack traces: these are no errors. */
final class Signals {
  private Signals() {}

  /** The shell ends. */
  static final class Exit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int status;

    Exit(int status) {
      super("exit", null, false, false);
      this.status = status;
    }
  }

  /** A function or sourced file ends. */
  static final class Return extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int status;

    Return(int status) {
      super("return", null, false, false);
      this.status = status;
    }
  }

  /** {@code break} and {@code continue}: out of so many loops. */
  static final class Leave extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final boolean goOn;
    final int levels;

    Leave(boolean goOn, int levels) {
      super("leave", null, false, false);
      this.goOn = goOn;
      this.levels = levels;
    }
  }

  /** The command can't be carried out: status and message, and the script goes on. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int status;

    Failure(int status, String what) {
      super(what, null, false, false);
      this.status = status;
    }

    String what() {
      String message = getMessage();
      return message == null ? "" : message;
    }
  }
}
