package dev.vireo.simulator.vz;

import dev.vireo.simulator.container.GuestFamily;
import dev.vireo.simulator.container.Lan;
import dev.vireo.simulator.container.NetView;
import dev.vireo.simulator.container.NetView.Address;
import dev.vireo.simulator.container.NetView.Interface;
import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.fault.FaultKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A container's network. The host gives it addresses; whether they come up is what the guest's own
 * init finds in its own files, where the distribution's script wrote or failed to write them.
 */
final class VzNetwork {
  private static final String INTERFACES = "/etc/network/interfaces";

  private final VzAct act;

  VzNetwork(VzAct act) {
    this.act = act;
  }

  /** Adds addresses to the container in the kernel, and says so. */
  void add(List<String> addresses) throws IOException, VzFailure {
    act.console().say("Adding IP address(es): " + String.join(" ", addresses));
    for (String address : addresses) {
      boolean own =
          act.host()
              .guests()
              .find(act.id())
              .filter(g -> g.addresses().contains(address))
              .isPresent();
      if (act.host().guests().hold(address) && !own) {
        throw act.failed(78, "Unable to add IP " + address + ": Address already in use");
      }
      if (act.host().lan().answers(address) && !own) {
        String detect = "arpsend -c 1 -w 1 -D -e " + address + " vmbr0";
        act.console()
            .complain(
                "arpsend: " + address + " is detected on another computer : " + Lan.mac(address));
        act.console().complain("vps-net_add WARNING: " + detect + " FAILED");
      }
    }
  }

  /** Runs the distribution's script in the container. */
  void configure(Distribution distribution, DiskFiles guest, List<String> addresses)
      throws IOException {
    Optional<String> script = distribution.script(act.files(), "ADD_IP");
    if (script.isEmpty()) {
      act.console().complain("Warning: add_ip action script is not specified");
      return;
    }
    if (!act.files().isFile(Distribution.FOLDER + "/scripts/" + script.get())) {
      act.console()
          .complain(
              "Action script " + Distribution.FOLDER + "/scripts/" + script.get() + " not found");
      return;
    }
    GuestFamily family = GuestFamily.ofScript(script.get()).orElse(GuestFamily.DEBIAN);
    if (family.fits(guest)) {
      family.write(guest, addresses);
    } else if (family == GuestFamily.DEBIAN && guest.isDirectory("/etc")) {
      failAsDebianDoes();
    }
  }

  /** What Debian's script prints in a container that has no place for its file. */
  private void failAsDebianDoes() throws IOException {
    String missing = INTERFACES + ": No such file or directory";
    for (String line :
        List.of(
            "/bin/bash: line 394: " + missing,
            "grep: " + missing,
            "/bin/bash: line 407: " + missing,
            "/bin/bash: line 429: " + missing,
            "cp: cannot stat `" + INTERFACES + "': No such file or directory",
            "/bin/bash: line 458: " + INTERFACES + ".bak: No such file or directory",
            "mv: cannot stat `" + INTERFACES + ".bak': No such file or directory")) {
      act.console().complain(line);
    }
  }

  /** Before init has done anything. */
  static NetView early() {
    return new NetView(List.of(NetView.LOOPBACK, venet(false, List.of())), List.of());
  }

  /** What the guest's init makes of what it finds. */
  NetView booted(DiskFiles guest, List<String> addresses) {
    boolean spoilt =
        act.host()
            .faults()
            .strike(
                FaultKind.NO_NETWORK,
                fault -> fault.argument().isEmpty() || fault.argument().equals(act.id() + ""))
            .isPresent();
    Optional<GuestFamily> family = GuestFamily.of(guest);
    List<Address> up = new ArrayList<>(List.of(new Address("127.0.0.1", 32, "")));
    if (!spoilt && family.isPresent()) {
      for (String address : addresses) {
        if (family.get().brings(guest, address)) {
          up.add(new Address(address, 32, "venet0:" + (up.size() - 1)));
        }
      }
    }
    return up.size() == 1
        ? early()
        : new NetView(
            List.of(NetView.LOOPBACK, venet(true, up)), List.of("default dev venet0  scope link"));
  }

  private static Interface venet(boolean up, List<Address> addresses) {
    return new Interface("venet0", "void", "", up, 1500, addresses);
  }
}
