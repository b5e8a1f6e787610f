package dev.vireo.simulator.container;

import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.fault.FaultKind;
import dev.vireo.simulator.fault.Faults;
import dev.vireo.simulator.shell.Session;
import java.nio.file.Path;

/**
 * What a host of containers is made of, whatever its tools are.
 *
 * @param address on the LAN, not the one that it listens on
 * @param aside a real folder that the host itself does not see
 * @param powerOff turns it off, the hard way
 */
public record ContainerHost(
    String name,
    String address,
    DiskFiles files,
    Path aside,
    Processes processes,
    Lan lan,
    Guests guests,
    Faults faults,
    Pace pace,
    Runnable powerOff) {

  /** Works for so long; the power goes off meanwhile if a fault wants that of this kind of work. */
  public void work(Session session, long millis, String what) {
    boolean goesOff =
        faults.strike(FaultKind.POWER_OFF, fault -> fault.argument().equals(what)).isPresent();
    session.pause(goesOff ? millis / 2 : millis);
    if (goesOff) {
      session.kill();
      powerOff.run();
      session.check();
    }
  }
}
