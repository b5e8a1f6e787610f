package dev.vireo.backup.guest;

import dev.vireo.backup.host.HostRefused;
import dev.vireo.backup.tar.Passing;
import dev.vireo.bus.backup.GuestFormat;
import dev.vireo.bus.backup.GuestMode;
import dev.vireo.hypervisor.script.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a guest is read: one program of its host, which prints the data and ends. */
public interface Taking {

  /**
   * The program. Whatever happens to it or to the connection, the guest is left as it was, by the
   * program itself.
   */
  Step program();

  /** What is kept of it. */
  GuestFormat format();

  /**
   * Takes what it prints, and hands on what is kept: the same, where it prints that.
   *
   * @param to is given what is kept
   */
  default Passing archive(Passing to) {
    return to;
  }

  /** What becomes of the guest meanwhile. */
  GuestMode mode();

  /** What a restore will need to know of the guest. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /**
   * What is to be thought of how it ended; empty: all was printed.
   *
   * @param exit its exit status
   * @param said what it complained of or told
   */
  Optional<HostRefused> objection(int exit, String said);

  /** What an operator should know of what it said. */
  List<String> warnings(String said);
}
