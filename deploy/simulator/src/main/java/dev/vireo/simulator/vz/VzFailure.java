package dev.vireo.simulator.vz;

/** An action of vzctl that ends here, with an exit code; what there was to say was said. */
final class VzFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exit;

  VzFailure(int exit) {
    super("exit " + exit, null, false, false);
    this.exit = exit;
  }

  int exit() {
    return exit;
  }
}
