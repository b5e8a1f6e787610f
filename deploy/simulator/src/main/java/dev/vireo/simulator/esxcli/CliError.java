package dev.vireo.simulator.esxcli;

/** The order can't be carried out; the message is what the operator sees. Exit status 1. */
final class CliError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CliError(String message) {
    super(message, null, false, false);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
