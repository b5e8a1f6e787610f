package dev.vireo.hypervisor.proxmox;

/** How a task ended, by its exit status. */
public sealed interface TaskEnd {

  /** It did what it was to do. */
  record Ok() implements TaskEnd {}

  /**
   * It did what it was to do, and warned.
   *
   * @param count how often
   */
  record Warnings(int count) implements TaskEnd {}

  /**
   * It did not.
   *
   * @param why its last words; {@code unexpected status} where it was killed before it could say
   */
  record Failed(String why) implements TaskEnd {}

  /** What an exit status says: {@code OK}, {@code WARNINGS: n}, or why it failed. */
  static TaskEnd of(String exitStatus) {
    if (exitStatus.equals("OK")) {
      return new Ok();
    }
    if (exitStatus.matches("WARNINGS: [0-9]{1,6}")) {
      return new Warnings(Integer.parseInt(exitStatus.substring(10)));
    }
    return new Failed(exitStatus);
  }
}
