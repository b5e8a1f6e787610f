package dev.vireo.simulator.vz;

import dev.vireo.simulator.container.Guest;
import dev.vireo.simulator.container.NetView;
import dev.vireo.simulator.disk.DiskFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code vzctl set}: what a running container takes at once, and what only its next start does. */
final class VzSet {
  private static final Set<String> ONLY_STOPPED = Set.of("features", "disabled", "private", "root");

  private final VzAct act;
  private final VzOptions options;

  VzSet(VzAct act, VzOptions options) {
    this.act = act;
    this.options = options;
  }

  void run() throws IOException, VzFailure {
    boolean saves = options.flags().contains("save");
    if (options.values().containsKey("name") && !saves) {
      throw act.failed(131, "Error: unable to use --name option without --save");
    }
    VzConfig before = act.config();
    VzConfig after = before;
    for (Map.Entry<String, List<String>> option : options.values().entrySet()) {
      after = VzOptions.applied(after, option.getKey(), option.getValue());
    }
    if (options.values().containsKey("userpasswd")) {
      password();
    }
    Optional<Guest> guest = act.host().guests().find(act.id());
    if (guest.isPresent()) {
      try {
        apply(guest.get(), before, after);
      } catch (VzFailure e) {
        act.console()
            .complain("Error: failed to apply some parameters, not saving configuration file!");
        throw e;
      }
    }
    if (saves) {
      act.save(after);
    } else {
      act.console()
          .complain(
              "WARNING: Settings were not saved and will be resetted to original values on next"
                  + " start (use --save flag)");
    }
  }

  private void password() throws IOException {
    boolean running = act.isRunning();
    if (!running) {
      act.console().say("Starting container ...");
      act.console().say("Container is mounted");
      act.console().say("Container start in progress...");
    }
    act.console().say("Changing password for user root.");
    act.console().say("passwd: all authentication tokens updated successfully.");
    if (!running) {
      act.console().say("Killing container ...");
      act.console().say("Container was stopped");
      act.console().say("Container is unmounted");
    }
  }

  private void apply(Guest guest, VzConfig before, VzConfig after) throws IOException, VzFailure {
    List<String> later = options.values().keySet().stream().filter(ONLY_STOPPED::contains).toList();
    for (String name : later) {
      act.console().complain("Unable to set " + name + " on a running container");
    }
    if (!later.isEmpty()) {
      act.console()
          .complain(
              "WARNING: Some of the parameters could not be applied to a running container.\n"
                  + "\tPlease consider using --setmode option");
    }
    if (options.values().keySet().stream()
        .anyMatch(name -> name.endsWith("pages") || name.startsWith("num"))) {
      act.console().say("UB limits were set successfully");
    }
    if (options.values().containsKey("cpuunits")) {
      act.console().say("Setting CPU units: " + after.get("CPUUNITS", ""));
    }
    if (options.values().containsKey("cpus")) {
      act.console().say("Setting CPUs: " + after.get("CPUS", ""));
    }
    if (options.values().containsKey("hostname")) {
      act.console().say("Set hostname: " + after.get("HOSTNAME", ""));
    }
    if (options.values().containsKey("nameserver")
        || options.values().containsKey("searchdomain")) {
      VzStart.resolver(act, after, guest.files());
    }
    network(guest, before, after);
  }

  private void network(Guest guest, VzConfig before, VzConfig after) throws IOException, VzFailure {
    List<String> addresses = after.words("IP_ADDRESS");
    boolean changes =
        options.values().containsKey("ipadd") || options.values().containsKey("ipdel");
    NetView booted = guest.booted();
    if (changes) {
      VzNetwork network = new VzNetwork(act);
      List<String> gone =
          before.words("IP_ADDRESS").stream().filter(each -> !addresses.contains(each)).toList();
      if (!gone.isEmpty()) {
        act.console().say("Deleting IP address(es): " + String.join(" ", gone));
      }
      List<String> fresh = options.values().getOrDefault("ipadd", List.of());
      if (!fresh.isEmpty()) {
        network.add(fresh);
      }
      DiskFiles files = guest.files();
      network.configure(act.distribution(after), files, addresses);
      booted = network.booted(files, addresses);
    }
    act.host()
        .guests()
        .run(
            new Guest(
                guest.id(),
                after.get("HOSTNAME", guest.hostName()),
                guest.files(),
                guest.init(),
                guest.started(),
                guest.early(),
                booted,
                changes ? Instant.now() : guest.bootedAt(),
                changes ? Set.copyOf(addresses) : guest.addresses()));
  }
}
