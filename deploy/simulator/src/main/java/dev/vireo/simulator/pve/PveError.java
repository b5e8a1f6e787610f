package dev.vireo.simulator.pve;

import java.util.Map;

/**
 * A request that Proxmox VE refuses: with a status, a reason, and what is wrong with parameters.
 */
final class PveError extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> errors;

  PveError(int status, String reason) {
    this(status, reason, Map.of());
  }

  private PveError(int status, String reason, Map<String, String> errors) {
    super(reason, null, false, false);
    this.status = status;
    this.errors = Map.copyOf(errors);
  }

  static PveError parameter(String name, String what) {
    return new PveError(400, "Parameter verification failed.", Map.of(name, what));
  }

  int status() {
    return status;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  Map<String, String> errors() {
    return errors;
  }
}
