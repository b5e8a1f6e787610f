package dev.vireo.simulator.vz;

import dev.vireo.simulator.container.Guest;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** {@code vzctl stop} and {@code destroy}. */
final class VzStop {
  private final VzAct act;

  VzStop(VzAct act) {
    this.act = act;
  }

  void stop(Set<String> flags) throws IOException {
    if (!act.isRunning()) {
      act.console().complain("Unable to stop: container is not running");
      return;
    }
    act.console().say(flags.contains("fast") ? "Killing container ..." : "Stopping container ...");
    act.session().pause(act.host().pace().stop());
    end();
    act.console().say("Container was stopped");
    new VzMount(act).unmount();
  }

  private void end() {
    Optional<Guest> gone = act.host().guests().end(act.id());
    gone.ifPresent(guest -> act.host().processes().end(guest.init()));
  }

  void destroy() throws IOException, VzFailure {
    if (act.isRunning()) {
      throw act.failed(32, "Container is currently running. Stop it first.");
    }
    if (act.isMounted()) {
      throw act.failed(41, "Container is currently mounted (umount first)");
    }
    String area = act.privateArea();
    String root = act.root();
    act.console().say("Destroying container private area: " + area);
    act.files().removeTree(area);
    act.files().remove(VzMount.quotaFile(act.id()));
    act.files().removeDirectory(root);
    act.files().rename(act.configFile(), act.configFile() + ".destroyed");
    act.console().say("Container private area was destroyed");
  }
}
