package dev.vireo.simulator.vz;

import dev.vireo.simulator.container.Guest;
import dev.vireo.simulator.container.NetView;
import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.fault.FaultKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * {@code vzctl start}, in vzctl's order. That it says "in progress" means nothing for the guest.
 */
final class VzStart {
  private static final String USUAL_CPU_UNITS = "1000";

  private final VzAct act;
  private final VzMount mount;
  private final VzNetwork network;

  VzStart(VzAct act) {
    this.act = act;
    this.mount = new VzMount(act);
    this.network = new VzNetwork(act);
  }

  void run(Set<String> flags) throws IOException, VzFailure {
    VzConfig config = act.config();
    if (act.isRunning()) {
      throw act.failed(32, "Container is already running");
    }
    if (config.get("DISABLED", "no").equals("yes") && !flags.contains("force")) {
      throw act.failed(105, "Container start disabled");
    }
    String area = act.privateArea();
    if (!act.files().isDirectory(area)) {
      throw act.failed(43, "Container private area " + area + " does not exist");
    }
    Distribution distribution = act.distribution(config);
    act.console().say("Starting container ...");
    if (act.isMounted()) {
      mount.unmount();
    }
    mount.mount();
    hang();
    DiskFiles guest = act.files().below(area);
    List<String> addresses = config.words("IP_ADDRESS");
    try {
      setUp(config, distribution, guest, addresses);
      act.host().work(act.session(), act.host().pace().start(), "start");
      if (!guest.isFile("/sbin/init") && !guest.isFile("/etc/init") && !guest.isFile("/bin/init")) {
        throw act.failed(47, "Unable to start init, probably incorrect template");
      }
    } catch (VzFailure e) {
      act.console()
          .complain("Container start failed (try to check kernel messages, e.g. \"dmesg | tail\")");
      mount.unmount();
      throw e;
    }
    boot(config, guest, addresses);
    if (flags.contains("wait")) {
      act.console().say("Container start in progress, waiting ...");
      act.session().pause(act.host().pace().boot());
      act.console().say("Container started successfully");
    } else {
      act.console().say("Container start in progress...");
    }
  }

  private void hang() {
    if (act.host().faults().strike(FaultKind.HANG_START).isPresent()) {
      try {
        act.host().faults().awaitEnd(FaultKind.HANG_START, () -> !act.session().killed());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        act.session().kill();
      }
      act.session().check();
    }
  }

  private void setUp(
      VzConfig config, Distribution distribution, DiskFiles guest, List<String> addresses)
      throws IOException, VzFailure {
    if (!addresses.isEmpty()) {
      network.add(addresses);
      network.configure(distribution, guest, addresses);
    }
    act.console().say("Setting CPU units: " + config.get("CPUUNITS", USUAL_CPU_UNITS));
    say(config, "CPULIMIT", "Setting CPU limit: ");
    say(config, "CPUS", "Setting CPUs: ");
    say(config, "MEMINFO", "Configure meminfo: ");
    say(config, "HOSTNAME", "Set hostname: ");
    if (config.get("NAMESERVER").isPresent() || config.get("SEARCHDOMAIN").isPresent()) {
      resolver(act, config, guest);
    }
    say(config, "QUOTAUGIDLIMIT", "Setting quota ugidlimit: ");
  }

  private void say(VzConfig config, String key, String line) throws IOException {
    String value = config.get(key, "");
    if (!value.isEmpty()) {
      act.console().say(line + value);
    }
  }

  /** Writes the guest's resolv.conf, and says so. */
  static void resolver(VzAct act, VzConfig config, DiskFiles guest) throws IOException {
    StringBuilder text = new StringBuilder();
    String domain = config.get("SEARCHDOMAIN", "");
    if (!domain.isEmpty()) {
      text.append("search ").append(domain).append('\n');
    }
    config
        .words("NAMESERVER")
        .forEach(server -> text.append("nameserver ").append(server).append('\n'));
    if (guest.isDirectory("/etc")) {
      guest.put("/etc/resolv.conf", text.toString().getBytes(StandardCharsets.ISO_8859_1));
      act.console().say("File resolv.conf was modified");
    }
  }

  private void boot(VzConfig config, DiskFiles guest, List<String> addresses) throws IOException {
    int init = act.host().processes().begin(List.of("init [3]"), null);
    DiskFiles proc =
        new DiskFiles(act.host().aside().resolve("proc-" + act.id()), act.files().room());
    proc.put("/1/comm", "init\n".getBytes(StandardCharsets.US_ASCII));
    proc.put("/1/cmdline", "init [3]\0".getBytes(StandardCharsets.US_ASCII));
    proc.put(
        "/1/status",
        "Name:\tinit\nState:\tS (sleeping)\nPid:\t1\n".getBytes(StandardCharsets.US_ASCII));
    guest.mount("/proc", proc.real("/"));
    NetView booted = network.booted(guest, addresses);
    act.host()
        .guests()
        .run(
            new Guest(
                act.id(),
                config.get("HOSTNAME", "localhost"),
                guest,
                init,
                Instant.now(),
                VzNetwork.early(),
                booted,
                Instant.now().plusMillis(act.host().pace().boot()),
                Set.copyOf(addresses)));
  }
}
